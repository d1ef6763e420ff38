package dev.millrace.json;

/**
 * A text that is not one JSON value within the limits. The message tells where, and holds nothing of the text, which may be an
 * answer with secrets.
 */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    JsonException(String message) {
        this(message, "");
    }

    JsonException(String message, String reason) {
        super(message);
        this.reason = reason;
    }

    /** The message, and what is wrong there: for those who wrote the text, as it may quote it. */
    public String detailed() {
        return getMessage() + (reason.isEmpty() ? "" : ": " + reason);
    }
}
