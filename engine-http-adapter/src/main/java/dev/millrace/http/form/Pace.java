package dev.millrace.http.form;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.store.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often an engine may call: so many calls a second and some at once (document 003). A call that comes too early waits
 * for its place, if that is near. Thread-safe; the generic cell rate algorithm, with the time at which an engine will have
 * no calls in advance.
 */
final class Pace {
    /** How long a call may wait for its place. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final double intervalMillis;
    private final double burstMillis;
    private final Clock clock;
    private final Map<String, Double> evenAt = new ConcurrentHashMap<>();

    /** @param perSecond 0 for any number */
    Pace(double perSecond, int burst, Clock clock) {
        this.intervalMillis = perSecond == 0 ? 0 : 1_000 / perSecond;
        this.burstMillis = intervalMillis * (burst - 1);
        this.clock = clock;
    }

    /**
     * Takes a place.
     *
     * @return how many milliseconds to wait for it; 0 for now
     * @throws Failure if that would be too long; no place is taken
     */
    long take(String engineCode) {
        if (intervalMillis == 0) {
            return 0;
        }
        double now = clock.epochMillis();
        double even = evenAt.compute(engineCode, (code, before) -> {
            double from = before == null ? now : Math.max(before, now);
            if (from - burstMillis - now > MAX_WAIT.toMillis()) {
                throw Failure.of(Refusal.TOO_MANY_REQUESTS, InvokeError.RATE_LIMITED.message())
                        .withHeader("Retry-After", "1");
            }
            return from + intervalMillis;
        });
        return (long) Math.ceil(Math.max(0, even - intervalMillis - burstMillis - now));
    }
}
