package dev.millrace.store;

/** An execution cannot be written down by this engine: it goes on elsewhere, or the store is closed. */
public final class ExecutionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param why what has become of it, and what can be done */
    public ExecutionLostException(String executionId, String why) {
        super("execution " + executionId + " is not this engine's any more: " + why);
    }
}
