package dev.millrace.execution;

import org.jspecify.annotations.Nullable;

/** What an execution was about to do when a finally came in between. */
sealed interface Pending {
    State state();

    static @Nullable Pending of(State within, String name) {
        if (!within.has(name)) {
            return null;
        }
        State state = within.part(name);
        if (state.has("goTo")) {
            return new GoTo(state.index("goTo"));
        }
        Failure failure = Failure.of(state, "failure");
        return failure == null ? End.of(state) : new Fail(failure);
    }

    /** To go on at a step outside. */
    record GoTo(int target) implements Pending {
        @Override
        public State state() {
            return new State().put("goTo", target);
        }
    }

    /** To fail. */
    record Fail(Failure failure) implements Pending {
        @Override
        public State state() {
            return new State().put("failure", failure.state());
        }
    }

    /** To end, by a stop or a return. */
    record End(boolean returns, @Nullable Object value) implements Pending {
        @Override
        public State state() {
            return new State().put("returns", returns).putValue("value", value);
        }

        static End of(State state) {
            return new End(state.flag("returns"), state.value("value"));
        }
    }
}
