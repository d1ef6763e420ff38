package dev.millrace.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.store.Clock;
import java.time.Duration;

/**
 * Slows guessing down. From the fifth failure on, an address must wait before it may try again: a second, then twice as
 * long each time, up to fifteen minutes. An hour without a failure is forgiven. Other addresses notice nothing.
 *
 * <p>Thread-safe; remembers at most fifty thousand addresses, those that fail last.
 */
final class FailedAttempts {
    private static final int FREE = 5;
    private static final long FIRST_DELAY_MILLIS = 1_000;
    private static final long MAX_DELAY_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MAX_ADDRESSES = 50_000;

    private final Clock clock;
    private final Cache<String, Failures> failures;

    private record Failures(int count, long shutUntil) {
        static final Failures NONE = new Failures(0, 0);

        Failures oneMore(long now) {
            int more = count + 1;
            return new Failures(more, more < FREE ? 0 : now + delayMillis(more - FREE));
        }

        private static long delayMillis(int doublings) {
            return Math.min(MAX_DELAY_MILLIS, FIRST_DELAY_MILLIS << Math.min(doublings, 20));
        }
    }

    FailedAttempts(Clock clock) {
        this.clock = clock;
        this.failures = Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> clock.epochMillis() * 1_000_000)
                .build();
    }

    /**
     * Counts an attempt as failed, until {@link #forgive} says that it was not. So guesses that come at the same time count
     * too.
     *
     * @throws Failure {@link Refusal#TOO_MANY_REQUESTS} if the address must wait; this one is not counted
     */
    void count(RemoteAddress address) {
        long now = clock.epochMillis();
        failures.asMap().compute(address.block(), (block, before) -> {
            if (before != null && before.shutUntil() > now) {
                throw RateLimiter.tooMany(FREE, before.shutUntil(), now);
            }
            return (before == null ? Failures.NONE : before).oneMore(now);
        });
    }

    void forgive(RemoteAddress address) {
        failures.invalidate(address.block());
    }
}
