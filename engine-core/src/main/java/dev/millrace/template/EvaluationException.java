package dev.millrace.template;

/** An expression that has no value; the message is for the author of the workflow. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EvaluationException(String message) {
        super(message, null, false, false);
    }

    /** For limits of values, patterns and numbers, whose messages are meant for the author too. */
    static EvaluationException because(RuntimeException limit) {
        return new EvaluationException(String.valueOf(limit.getMessage()));
    }
}
