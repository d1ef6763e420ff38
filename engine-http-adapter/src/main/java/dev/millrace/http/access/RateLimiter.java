package dev.millrace.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.route.RateClass;
import dev.millrace.store.Clock;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;

/** Counts requests by caller and class in windows of a minute. Thread-safe; remembers at most a hundred thousand. */
public final class RateLimiter {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_COUNTERS = 100_000;

    private final RateLimits limits;
    private final Clock clock;
    private final TimeMeter meter;
    private final Cache<Key, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_COUNTERS).build();

    private final Cache<String, Bucket> applications =
            Caffeine.newBuilder().maximumSize(MAX_COUNTERS).build();

    private record Key(String caller, RateClass rateClass) {}

    public RateLimiter(RateLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.meter = new Meter(clock);
    }

    /**
     * Counts a request.
     *
     * @return the headers that tell the client how it stands; none where nothing is counted
     * @throws Failure {@link Refusal#TOO_MANY_REQUESTS} with those headers, if it is one too many
     */
    Map<String, String> count(String caller, RateClass rateClass) {
        int limit = limits.of(rateClass);
        if (limit == 0) {
            return Map.of();
        }
        Bucket bucket = buckets.get(new Key(caller, rateClass), unused -> bucket(limit));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        long resetAt = clock.epochMillis()
                + Duration.ofNanos(probe.getNanosToWaitForReset()).toMillis();
        if (probe.isConsumed()) {
            return headers(limit, probe.getRemainingTokens(), resetAt);
        }
        throw tooMany(limit, resetAt, clock.epochMillis());
    }

    /** @throws Failure {@link Refusal#TOO_MANY_REQUESTS} if the application has made as many as it may */
    void countApplication(String id) {
        RateLimits.PerSecond limit = limits.ofApplications();
        if (limit.rate() == 0) {
            return;
        }
        ConsumptionProbe probe = applications
                .get(
                        id,
                        unused -> Bucket.builder()
                                .addLimit(Bandwidth.builder()
                                        .capacity(limit.burst())
                                        .refillGreedy(limit.rate(), Duration.ofSeconds(1))
                                        .build())
                                .withCustomTimePrecision(meter)
                                .build())
                .tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw Failure.of(Refusal.TOO_MANY_REQUESTS).withHeader("Retry-After", "1");
        }
    }

    /** The refusal as document 001 gives it, with all its headers. */
    static Failure tooMany(int limit, long resetAt, long now) {
        Failure refused = Failure.of(Refusal.TOO_MANY_REQUESTS)
                .with("limit", (long) limit)
                .with("remaining", 0L)
                .with("resetAt", resetAt);
        for (Map.Entry<String, String> header : headers(limit, 0, resetAt).entrySet()) {
            refused = refused.withHeader(header.getKey(), header.getValue());
        }
        long seconds = Math.max(1, (resetAt - now + 999) / 1_000);
        return refused.withHeader("Retry-After", Long.toString(seconds));
    }

    private Bucket bucket(int limit) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(limit)
                        .refillIntervally(limit, WINDOW)
                        .build())
                .withCustomTimePrecision(meter)
                .build();
    }

    private static Map<String, String> headers(int limit, long remaining, long resetAt) {
        return Map.of(
                "X-RateLimit-Limit", Integer.toString(limit),
                "X-RateLimit-Remaining", Long.toString(remaining),
                "X-RateLimit-Reset", Long.toString(resetAt));
    }

    private record Meter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return clock.epochMillis() * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
