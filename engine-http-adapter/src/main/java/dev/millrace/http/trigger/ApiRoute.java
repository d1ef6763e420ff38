package dev.millrace.http.trigger;

/**
 * What an API is called (spec 1). Case-sensitive, each part {@code [A-Za-z0-9_-]{1,64}}.
 *
 * @param owner first segment of its path: an account or a project
 * @param mode whether its caller waits, which is also the last word of its path without an owner
 */
record ApiRoute(String owner, String module, String function, Mode mode) {
    /** Whether the caller waits for the end of the execution. */
    enum Mode {
        SYNC("sync"),
        ASYNC("async");

        private final String id;

        Mode(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }
    }

    static final String DEFAULT_OWNER = "default";

    boolean isNamed(String someOwner, String someModule, String someFunction) {
        return owner.equals(someOwner) && module.equals(someModule) && function.equals(someFunction);
    }

    boolean hasNamesOf(ApiRoute other) {
        return isNamed(other.owner, other.module, other.function);
    }

    /** True if a request to one could be meant for the other: their paths with and without an owner are the same. */
    boolean isMistakenFor(ApiRoute other) {
        return isNamed(other.module, other.function, other.mode.id) || other.isNamed(module, function, mode.id);
    }

    @Override
    public String toString() {
        return "/v1/api/" + owner + "/" + module + "/" + function;
    }
}
