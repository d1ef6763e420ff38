package dev.millrace.json;

/** A text that is not one JSON value within the limits. The message tells where, and holds nothing of the text. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    JsonException(String message) {
        super(message);
    }
}
