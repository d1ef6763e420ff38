package dev.millrace.execution;

import org.jspecify.annotations.Nullable;

/**
 * How an execution came to be.
 *
 * @param triggeredBy what started it, as views show it
 * @param data what that brought
 */
record Origin(String triggeredBy, @Nullable Object data) {
    private static final Origin MANUAL = new Origin("manual", null);

    static Origin of(String triggeredBy, @Nullable Object data) {
        return data == null && triggeredBy.equals(MANUAL.triggeredBy) ? MANUAL : new Origin(triggeredBy, data);
    }

    static Origin manual() {
        return MANUAL;
    }
}
