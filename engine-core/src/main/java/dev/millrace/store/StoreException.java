package dev.millrace.store;

/**
 * A store cannot do what it was asked: its disk is full, its server does not answer, what it holds cannot be read. Says what
 * happened, where, and how to fix it; never what was to be stored.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;

    /** What has become of a change that failed. Of what only reads, always {@link #NOT_MADE}. */
    public enum Outcome {
        /** Nothing of it was made, nor will be. */
        NOT_MADE,
        /** It may have been made: the store was lost while it was, and has not answered since. */
        UNKNOWN
    }

    /** What was asked has not been done. */
    public StoreException(String message, Throwable cause) {
        this(message, Outcome.NOT_MADE, cause);
    }

    /** What was asked has not been done. */
    public StoreException(String message) {
        super(message);
        this.outcome = Outcome.NOT_MADE;
    }

    public StoreException(String message, Outcome outcome, Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
