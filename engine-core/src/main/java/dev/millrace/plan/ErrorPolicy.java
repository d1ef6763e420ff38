package dev.millrace.plan;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a step fails (spec vflow-model 3.5; growing waits, jitter and the time limit are ours).
 *
 * <p>The n-th wait is {@code min(maxWaitMillis, waitMillis * factor^(n-1))}, spread by ±{@code jitter}.
 *
 * @param retries extra attempts after the first; 0 unless {@code action} is RETRY
 * @param waitMillis before the second attempt
 * @param factor growth of the waits, at least 1
 * @param maxWaitMillis greatest wait
 * @param jitter share of the wait, 0 to 1
 * @param timeoutMillis limit of one attempt; 0 means none
 */
public record ErrorPolicy(
        Action action,
        int retries,
        long waitMillis,
        double factor,
        long maxWaitMillis,
        double jitter,
        long timeoutMillis) {
    /** What the policy does once a step has failed for good. */
    public enum Action {
        STOP,
        SKIP,
        RETRY
    }

    public static final ErrorPolicy STOP = new ErrorPolicy(Action.STOP, 0, 1_000, 1, Long.MAX_VALUE, 0, 0);

    private static final int MAX_RETRIES = 1_000_000;
    private static final double MAX_MILLIS = 366.0 * 24 * 3600 * 1000;

    /** Reads the policy kept among a step's parameters. What has the wrong type counts as absent. */
    static ErrorPolicy of(Map<String, @Nullable Object> parameters, long moduleTimeoutMillis) {
        long timeout = (long) number(parameters, "__timeout", (double) moduleTimeoutMillis, 0, MAX_MILLIS);
        Object action = parameters.get("__error_policy");
        if ("SKIP".equals(action)) {
            return new ErrorPolicy(Action.SKIP, 0, 0, 1, 0, 0, timeout);
        }
        if (!"RETRY".equals(action)) {
            return timeout == 0 ? STOP : new ErrorPolicy(Action.STOP, 0, 0, 1, 0, 0, timeout);
        }
        return new ErrorPolicy(
                Action.RETRY,
                (int) number(parameters, "__retry_count", 3, 0, MAX_RETRIES),
                (long) number(parameters, "__retry_interval", 1_000, 0, MAX_MILLIS),
                number(parameters, "__retry_backoff", 1, 1, 1_000),
                (long) number(parameters, "__retry_max_interval", MAX_MILLIS, 0, MAX_MILLIS),
                number(parameters, "__retry_jitter", 0, 0, 1),
                timeout);
    }

    private static double number(
            Map<String, @Nullable Object> parameters, String name, double fallback, double min, double max) {
        double value = parameters.get(name) instanceof Number number ? number.doubleValue() : fallback;
        return Double.isNaN(value) ? fallback : Math.max(min, Math.min(max, value));
    }

    /** The wait after the given failed attempt, counted from 1. */
    public long waitAfter(int attempt, RandomGenerator random) {
        double grown = Math.min((double) maxWaitMillis, waitMillis * Math.pow(factor, attempt - 1));
        double spread = jitter == 0 ? grown : grown * (1 + jitter * (2 * random.nextDouble() - 1));
        return (long) spread;
    }
}
