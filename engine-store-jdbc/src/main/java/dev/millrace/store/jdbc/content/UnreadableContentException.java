package dev.millrace.store.jdbc.content;

/** Content that was not written by this program, or was altered. Its message holds nothing of the content. */
public final class UnreadableContentException extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableContentException(String message) {
        super(message);
    }
}
