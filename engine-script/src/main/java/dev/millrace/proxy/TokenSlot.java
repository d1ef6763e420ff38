package dev.millrace.proxy;

import dev.millrace.store.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token of one instance with one set of credentials. Thread-safe; the lock is never held while a token is fetched.
 *
 * <pre>
 * empty --token()--> fetching --ok--> held until it expires or is forgotten --> empty
 *                            --failed--> failed for 2 s --> empty
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained without a use of its end cannot fail
final class TokenSlot {
    private static final long FAILURE_NANOS = Duration.ofSeconds(2).toNanos();

    private final String fingerprint;
    private final Clock clock;
    private @Nullable CompletableFuture<String> current; // guarded by this
    private long until; // guarded by this: when current is over, in nanoseconds; has no meaning while it is fetched

    TokenSlot(String fingerprint, Clock clock) {
        this.fingerprint = fingerprint;
        this.clock = clock;
    }

    boolean isFor(String credentials) {
        return fingerprint.equals(credentials);
    }

    /** The future of its own for each caller. */
    CompletableFuture<String> token(Supplier<CompletableFuture<TokenSource.Token>> fetch) {
        CompletableFuture<String> fresh = new CompletableFuture<>();
        synchronized (this) {
            CompletableFuture<String> known = current;
            if (known != null && (!known.isDone() || clock.nanoTime() - until < 0)) {
                return known.copy();
            }
            current = fresh;
        }
        begin(fetch, fresh);
        return fresh.copy();
    }

    private void begin(Supplier<CompletableFuture<TokenSource.Token>> fetch, CompletableFuture<String> fresh) {
        try {
            fetch.get().whenComplete((token, failure) -> end(fresh, token, failure));
        } catch (RuntimeException e) { // a missing secret, found before anything is sent
            end(fresh, null, e);
        }
    }

    private void end(CompletableFuture<String> fresh, TokenSource.@Nullable Token token, @Nullable Throwable failure) {
        synchronized (this) {
            until = clock.nanoTime()
                    + (token == null ? FAILURE_NANOS : token.life().toNanos());
        }
        if (token == null) {
            fresh.completeExceptionally(failure == null ? new IllegalStateException("no token") : failure);
        } else {
            fresh.complete(token.value());
        }
    }

    private static boolean isHeld(CompletableFuture<String> fetched) {
        return fetched.isDone() && !fetched.isCompletedExceptionally();
    }

    synchronized void forget(Predicate<String> isMeant) {
        CompletableFuture<String> known = current;
        if (known != null && isHeld(known) && isMeant.test(known.join())) {
            current = null;
        }
    }
}
