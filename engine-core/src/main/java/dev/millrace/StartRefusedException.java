package dev.millrace;

/** A start that was refused although the workflow is sound: nothing was run. */
public final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a start was refused. */
    public enum Reason {
        /** The workflow runs already, and its re-entry behaviour is {@code block_new}. */
        ALREADY_RUNNING,
        /** As many executions of the workflow run as may at once. */
        TOO_MANY_RUNNING,
        /** There is no workflow with this id. */
        UNKNOWN_WORKFLOW,
        /** The trigger's module failed with the given data. */
        TRIGGER_FAILED,
        /** An execution with the id that was asked for has been started already. */
        ALREADY_STARTED,
        /** The start could not be made durable. */
        NOT_WRITTEN_DOWN,
        /** The engine is closed. */
        CLOSED
    }

    private final Reason reason;

    StartRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
