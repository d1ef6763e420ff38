package dev.millrace.script;

/** Why a script did not come to its end. */
public enum ScriptFailure {
    /** The text cannot be read as JavaScript. */
    SYNTAX,
    /** An error was thrown and not caught, or a rejected promise not handled. */
    THROWN,
    /** Nothing was left that could settle what the script awaits. */
    NEVER_SETTLED,
    /** It took longer than it may, waiting included. */
    WALL_TIME,
    /** It computed longer than it may. */
    CPU_TIME,
    /** It asked for more memory than it may. */
    MEMORY,
    /** It ran more statements than it may. */
    STATEMENTS,
    /** Its text, its result or something it sends is larger than it may be. */
    SIZE,
    /** Somebody cancelled it. */
    CANCELLED,
    /** As many scripts run as may; try again later. */
    BUSY,
    /** An earlier run of the same text could not be stopped. */
    BLOCKED,
    /** The runner is closed or cannot work; not the script's fault. */
    UNAVAILABLE;

    /** True if the same script may succeed later as it is. */
    public boolean isRetryable() {
        return this == BUSY || this == UNAVAILABLE;
    }
}
