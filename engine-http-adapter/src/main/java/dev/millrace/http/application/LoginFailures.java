package dev.millrace.http.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.store.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Ten wrong passwords for one name from one address in ten minutes are enough. Thread-safe. */
final class LoginFailures {
    private static final int MAX_FAILURES = 10;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MAX_REMEMBERED = 50_000;

    private final Cache<String, AtomicInteger> failures;

    LoginFailures(Clock clock) {
        this.failures = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> clock.epochMillis() * 1_000_000)
                .build();
    }

    /**
     * Counts an attempt as failed, until {@link #forgive} says that it was not; so guesses that come at the same time count.
     *
     * @throws Failure if there were too many
     */
    void count(String name, String address) {
        if (failures.get(key(name, address), unused -> new AtomicInteger()).incrementAndGet() > MAX_FAILURES) {
            throw Failure.of(Refusal.TOO_MANY_REQUESTS)
                    .withHeader("Retry-After", Long.toString(REMEMBERED.toSeconds()));
        }
    }

    void forgive(String name, String address) {
        failures.invalidate(key(name, address));
    }

    private static String key(String name, String address) {
        return address + " " + name;
    }
}
