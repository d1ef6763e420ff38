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
    DRAFT,
    EFFECTIVE,
    RUNNING,
    CANCELLED;

    /** The number on the wire, 0 to 3. */
    public int number() {
        return ordinal();
    }
}
