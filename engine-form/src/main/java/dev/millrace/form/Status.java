package dev.millrace.form;

/**
 * Where an object stands. The workflow of its form, or a submit, moves it.
 *
 * <pre>
 * DRAFT --submitted--> EFFECTIVE
 * RUNNING --the workflow completed--> EFFECTIVE --sent through it again--> RUNNING
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

    static Status numbered(long number) {
        for (Status status : values()) {
            if (status.number == number) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status has the number " + number);
    }

    /** The number on the wire, 0 to 3. */
    public int number() {
        return number;
    }
}
