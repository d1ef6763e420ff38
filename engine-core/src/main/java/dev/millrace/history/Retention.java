package dev.millrace.history;

import java.time.Duration;

/**
 * How long executions that are over are kept (spec vflow-model 7.5). Those under way are always kept.
 *
 * @param maxExecutions how many at most, at least 1; of more, those that ended first go
 * @param maxAge since their end; more than zero
 */
public record Retention(int maxExecutions, Duration maxAge) {
    /** Ten thousand executions, a week each. */
    public static final Retention DEFAULT = new Retention(10_000, Duration.ofDays(7));

    /** @throws IllegalArgumentException if a value is out of its range */
    public Retention {
        if (maxExecutions < 1) {
            throw new IllegalArgumentException("maxExecutions must be at least 1, but was " + maxExecutions);
        }
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("maxAge must be more than zero, but was " + maxAge);
        }
    }
}
