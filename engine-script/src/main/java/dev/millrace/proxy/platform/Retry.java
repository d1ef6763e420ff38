package dev.millrace.proxy.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * When a call is repeated (spec script-proxy 9).
 *
 * @param count repeats after the first attempt, 0 to 5
 * @param interval before the first repeat, 0 to 60 s
 * @param factor by which the interval grows, 1 to 10
 * @param on {@code NETWORK}, {@code TIMEOUT} and HTTP statuses as text
 * @param when over the parsed body: the other side has refused the call and asks for a repeat. As nothing was done, it holds
 *     for every method
 */
public record Retry(int count, Duration interval, double factor, Set<String> on, Optional<Rule> when) {
    public static final Retry NEVER = new Retry(0, Duration.ZERO, 1, Set.of(), Optional.empty());

    public Retry {
        on = Set.copyOf(on);
    }

    /** @param repeat 1 for the first one */
    public Duration before(int repeat) {
        return Duration.ofMillis((long) (interval.toMillis() * Math.pow(factor, repeat - 1.0)));
    }
}
