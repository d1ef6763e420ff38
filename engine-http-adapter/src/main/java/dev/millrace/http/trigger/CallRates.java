package dev.millrace.http.trigger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.exchange.Failure;
import dev.millrace.store.Clock;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Requests a second of each API that limits them. Thread-safe; remembers ten thousand APIs. */
final class CallRates {
    private static final int MAX_APIS = 10_000;
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final TimeMeter meter;
    private final Cache<Key, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_APIS).build();

    private record Key(String api, int perSecond) {}

    CallRates(Clock clock) {
        this.meter = new Meter(clock);
    }

    /** @throws Failure if it is one too many */
    void count(ApiDefinition api) {
        int perSecond = api.limits().ratePerSecond();
        if (perSecond == 0) {
            return;
        }
        Bucket bucket = buckets.get(new Key(api.id(), perSecond), unused -> bucket(perSecond));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = Math.max(1, (probe.getNanosToWaitForRefill() + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
            throw Failure.of(TriggerError.TOO_MANY_REQUESTS, "More than " + perSecond + " requests a second")
                    .withHeader("Retry-After", Long.toString(seconds));
        }
    }

    private Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(perSecond)
                        .refillGreedy(perSecond, Duration.ofSeconds(1))
                        .build())
                .withCustomTimePrecision(meter)
                .build();
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
