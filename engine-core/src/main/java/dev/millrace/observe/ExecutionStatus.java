package dev.millrace.observe;

import java.util.Locale;

/**
 * Where an execution stands.
 *
 * <pre>
 * RUNNING ⇄ WAITING        a step waits without a thread
 * RUNNING, WAITING ⇄ PAUSED
 * any of these → COMPLETED | FAILED | CANCELLED | TIMEOUT
 * </pre>
 */
public enum ExecutionStatus {
    RUNNING(false),
    WAITING(false),
    PAUSED(false),
    COMPLETED(true),
    FAILED(true),
    CANCELLED(true),
    TIMEOUT(true);

    private final boolean last;

    ExecutionStatus(boolean last) {
        this.last = last;
    }

    /** True if nothing more will happen. */
    public boolean isFinal() {
        return last;
    }

    /** The id on the wire, in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
