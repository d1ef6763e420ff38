package dev.millrace.peer;

/**
 * The other engines on the same stores, as one of them reaches them; see {@link dev.millrace.MillraceBuilder#peers}.
 * Thread-safe. Its methods may block, and throw a {@link dev.millrace.store.StoreException} if the others are out of reach.
 */
public interface Peers {
    /**
     * Passes an instruction on to whichever engine has the execution, now or later. Durable when it returns.
     *
     * @return false if no execution with this id is under way
     */
    boolean send(String executionId, Instruction instruction);

    /** Tells the others to cancel all executions of a workflow. */
    void cancelAll(String workflowId);

    /** Tells the others that a workflow was deployed or undeployed, so that they look at it in the store of workflows. */
    void changed(String workflowId);
}
