package dev.millrace.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.store.Clock;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/**
 * Compares what callers present with {@linkplain StoredSecret stored secrets}, without paying for the hash each time: a
 * value that was right is remembered for five minutes, as a digest. Who guesses must wait as for any credential; those that
 * know the secret notice nothing of it while it is remembered. Thread-safe.
 */
public final class VerifiedSecrets {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MAX_SECRETS = 10_000;

    private final FailedAttempts wrong;
    private final Cache<String, Secret> verified;

    public VerifiedSecrets(Clock clock) {
        this.wrong = new FailedAttempts(clock);
        this.verified = Caffeine.newBuilder()
                .maximumSize(MAX_SECRETS)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> clock.epochMillis() * 1_000_000)
                .build();
    }

    /**
     * True if the caller knows the secret.
     *
     * @param stored as {@link StoredSecret#of} wrote it
     * @throws Failure {@link Refusal#TOO_MANY_REQUESTS} if this address was wrong too often
     */
    public boolean matches(String stored, String presented, HttpServletRequest request) {
        Secret known = verified.getIfPresent(stored);
        if (known != null && known.matches(presented)) {
            return true;
        }
        RemoteAddress address = RemoteAddress.of(request);
        wrong.count(address);
        if (!StoredSecret.matches(stored, presented)) {
            return false;
        }
        wrong.forgive(address);
        verified.put(stored, Secret.of(presented));
        return true;
    }

    /** True if two texts are the same, in a time that tells nothing of either. */
    public static boolean same(String expected, String presented) {
        return Secret.of(expected).matches(presented);
    }
}
