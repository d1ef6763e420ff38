package dev.millrace.http.access;

import dev.millrace.http.route.RateClass;
import java.util.EnumMap;
import java.util.Map;

/** How many requests of each class a caller may make in a minute. Immutable. */
public final class RateLimits {
    private final Map<RateClass, Integer> perMinute;

    private RateLimits(Map<RateClass, Integer> perMinute) {
        this.perMinute = perMinute;
    }

    /** Those of document 001: 5 for authentication, 10 executions, 100 queries, 60 changes. */
    public static RateLimits documented() {
        return none().with(RateClass.AUTHENTICATION, 5)
                .with(RateClass.EXECUTION, 10)
                .with(RateClass.QUERY, 100)
                .with(RateClass.CHANGE, 60);
    }

    /** Nothing is counted. */
    public static RateLimits none() {
        return new RateLimits(Map.of());
    }

    /** A copy with another limit for one class. */
    public RateLimits with(RateClass rateClass, int requestsPerMinute) {
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException("a limit must be at least 1, but was " + requestsPerMinute);
        }
        Map<RateClass, Integer> changed = new EnumMap<>(RateClass.class);
        changed.putAll(perMinute);
        changed.put(rateClass, requestsPerMinute);
        return new RateLimits(changed);
    }

    /** 0 if the class is not limited. */
    int of(RateClass rateClass) {
        return rateClass == RateClass.FREE ? 0 : perMinute.getOrDefault(rateClass, 0);
    }
}
