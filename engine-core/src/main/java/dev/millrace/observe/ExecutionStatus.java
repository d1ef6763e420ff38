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
    RUNNING,
    WAITING,
    PAUSED,
    COMPLETED,
    FAILED,
    CANCELLED,
    TIMEOUT;

    /** True if nothing more will happen. */
    public boolean isFinal() {
        return ordinal() >= COMPLETED.ordinal();
    }

    /** The id on the wire, in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
