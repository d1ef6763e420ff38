package dev.millrace.module;

/** A failure of a step, thrown from where returning {@link StepResult#failed} would be awkward. */
public final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient StepError error;

    public StepFailedException(String title, String message) {
        super(title + ": " + message, null, false, false);
        this.error = new StepError(title, message);
    }

    public StepError error() {
        return error;
    }
}
