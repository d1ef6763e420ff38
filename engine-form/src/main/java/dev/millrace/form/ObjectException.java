package dev.millrace.form;

/** An operation on business objects was refused: nothing was changed. The message is meant for the caller. */
public final class ObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ObjectError error;

    public ObjectException(ObjectError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    public ObjectError error() {
        return error;
    }

    /** Never null, unlike {@link #getMessage}. */
    public String text() {
        String message = getMessage();
        return message == null ? error.id() : message;
    }
}
