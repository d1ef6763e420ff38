package dev.millrace.form;

/**
 * Where an object stands. The workflow of its form, or a submit, moves it.
 *
 * <pre>
 * DRAFT --submitted--> EFFECTIVE
 * RUNNING --the workflow completed--> EFFECTIVE
 * RUNNING --the workflow was cancelled--> CANCELLED
 * </pre>
 */
public enum Status {
    DRAFT(0),
    EFFECTIVE(1),
    RUNNING(2),
    CANCELLED(3);

    private final int number;

    Status(int number) {
        this.number = number;
    }

    /** The number on the wire, 0 to 3. */
    public int number() {
        return number;
    }
}
