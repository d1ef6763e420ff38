package dev.millrace.execution;

import org.jspecify.annotations.Nullable;

/**
 * How an execution came to be.
 *
 * @param triggeredBy what started it, as views show it
 * @param callerId who had it started; empty for nobody that the host knows
 * @param data what the start brought
 */
record Origin(String triggeredBy, String callerId, @Nullable Object data) {
    private static final Origin MANUAL = new Origin("manual", "", null);

    static Origin of(String triggeredBy, String callerId, @Nullable Object data) {
        boolean isManual = data == null && callerId.isEmpty() && triggeredBy.equals(MANUAL.triggeredBy);
        return isManual ? MANUAL : new Origin(triggeredBy, callerId, data);
    }

    static Origin manual() {
        return MANUAL;
    }
}
