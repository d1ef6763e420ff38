package dev.millrace.proxy.log;

import java.util.Optional;

/**
 * Which entries of the log. Immutable; the methods return changed copies.
 *
 * @param limit the newest so many, 1 to 1,000
 */
public record CallLogQuery(
        Optional<String> platform,
        Optional<String> api,
        Optional<String> caller,
        Optional<String> executionId,
        boolean errorOnly,
        int limit) {
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    public CallLogQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT + ", but was " + limit);
        }
    }

    /** The newest 100. */
    public static CallLogQuery all() {
        return new CallLogQuery(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, USUAL_LIMIT);
    }

    public CallLogQuery ofPlatform(String key) {
        return new CallLogQuery(Optional.of(key), api, caller, executionId, errorOnly, limit);
    }

    public CallLogQuery ofApi(String key) {
        return new CallLogQuery(platform, Optional.of(key), caller, executionId, errorOnly, limit);
    }

    public CallLogQuery ofCaller(String name) {
        return new CallLogQuery(platform, api, Optional.of(name), executionId, errorOnly, limit);
    }

    public CallLogQuery ofExecution(String id) {
        return new CallLogQuery(platform, api, caller, Optional.of(id), errorOnly, limit);
    }

    /** Failed calls only. */
    public CallLogQuery errors() {
        return new CallLogQuery(platform, api, caller, executionId, true, limit);
    }

    public CallLogQuery newest(int count) {
        return new CallLogQuery(platform, api, caller, executionId, errorOnly, count);
    }

    boolean matches(CallLogEntry entry) {
        return is(platform, entry.platform())
                && is(api, entry.api())
                && is(caller, entry.caller())
                && is(executionId, entry.origin().executionId())
                && (!errorOnly || entry.errorCode().isPresent());
    }

    private static boolean is(Optional<String> wanted, String value) {
        return wanted.isEmpty() || wanted.get().equals(value);
    }
}
