package dev.millrace.execution;

import org.jspecify.annotations.Nullable;

/**
 * What a parked execution waits for.
 *
 * @param kind why it waits
 * @param sinceMillis when it began
 * @param untilMillis when it ends at the latest; {@link Long#MAX_VALUE} for never
 * @param signal the name of the signal that ends it; null if none does
 */
record Wait(
        Kind kind,
        long sinceMillis,
        long untilMillis,
        @Nullable String signal) {
    /** Why an execution waits. */
    enum Kind {
        /** A module gave a wake condition. */
        MODULE,
        /** The step failed and is tried again. */
        RETRY
    }

    State state() {
        return new State()
                .put("kind", kind.name())
                .put("since", sinceMillis)
                .put("until", untilMillis)
                .put("signal", signal);
    }

    static @Nullable Wait of(State within, String name) {
        if (!within.has(name)) {
            return null;
        }
        State state = within.part(name);
        return new Wait(
                Kind.valueOf(state.text("kind")),
                state.number("since", 0),
                state.number("until", Long.MAX_VALUE),
                state.textOrNull("signal"));
    }
}
