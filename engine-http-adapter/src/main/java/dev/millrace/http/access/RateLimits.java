package dev.millrace.http.access;

import dev.millrace.http.route.RateClass;
import java.util.EnumMap;
import java.util.Map;

/** How many requests of each class a caller may make in a minute, and an application in a second. Immutable. */
public final class RateLimits {
    private static final PerSecond UNLIMITED = new PerSecond(0, 0);

    private final Map<RateClass, Integer> perMinute;
    private final PerSecond applications;

    /** So many in a second for long, and so many at once; none are counted where both are 0. */
    record PerSecond(int rate, int burst) {}

    private RateLimits(Map<RateClass, Integer> perMinute, PerSecond applications) {
        this.perMinute = perMinute;
        this.applications = applications;
    }

    /** Those of document 001: 5 for authentication, 10 executions, 100 queries, 60 changes; 50 a second for an application, 100 at once. */
    public static RateLimits documented() {
        return none().with(RateClass.AUTHENTICATION, 5)
                .with(RateClass.EXECUTION, 10)
                .with(RateClass.QUERY, 100)
                .with(RateClass.CHANGE, 60)
                .withApplications(50, 100);
    }

    /** Nothing is counted. */
    public static RateLimits none() {
        return new RateLimits(Map.of(), UNLIMITED);
    }

    /** A copy with another limit for one class. */
    public RateLimits with(RateClass rateClass, int requestsPerMinute) {
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException("a limit must be at least 1, but was " + requestsPerMinute);
        }
        Map<RateClass, Integer> changed = new EnumMap<>(RateClass.class);
        changed.putAll(perMinute);
        changed.put(rateClass, requestsPerMinute);
        return new RateLimits(changed, applications);
    }

    /** A copy with another limit for each application: in a second for long, and at once. */
    public RateLimits withApplications(int perSecond, int burst) {
        if (perSecond < 1 || burst < perSecond) {
            throw new IllegalArgumentException("an application must have at least 1 request a second, and a burst of at"
                    + " least as many, but had " + perSecond + " and " + burst);
        }
        return new RateLimits(perMinute, new PerSecond(perSecond, burst));
    }

    PerSecond ofApplications() {
        return applications;
    }

    /** 0 if the class is not limited. */
    int of(RateClass rateClass) {
        return rateClass == RateClass.FREE ? 0 : perMinute.getOrDefault(rateClass, 0);
    }
}
