package dev.millrace.execution;

/** What a store holds of an execution cannot be understood. */
public final class UnreadableJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableJournalException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableJournalException(String message) {
        super(message);
    }
}
