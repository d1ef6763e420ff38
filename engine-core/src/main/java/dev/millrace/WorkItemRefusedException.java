package dev.millrace;

/** An answer to a work item that does not count: nothing was changed. */
public final class WorkItemRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why an answer was refused. */
    public enum Reason {
        /** There is no item with this id. */
        UNKNOWN_ITEM,
        /** The item is completed, expired or withdrawn. */
        NOT_OPEN,
        /** The person is none of the assignees. */
        NOT_ASSIGNED,
        /** The person has answered already. */
        ANSWERED,
        /** The item has no such action. */
        UNKNOWN_ACTION
    }

    private final Reason reason;

    WorkItemRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
