package dev.millrace.execution;

import org.jspecify.annotations.Nullable;

/** What an execution was about to do when a finally came in between. */
sealed interface Pending {
    /** To go on at a step outside. */
    record GoTo(int target) implements Pending {}

    /** To fail. */
    record Fail(Failure failure) implements Pending {}

    /** To end, by a stop or a return. */
    record End(boolean returns, @Nullable Object value) implements Pending {}
}
