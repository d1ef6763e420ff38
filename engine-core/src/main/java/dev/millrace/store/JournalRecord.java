package dev.millrace.store;

/**
 * One record of the journal of an execution. What it says is the engine's affair; a store keeps it as it is.
 *
 * @param executionId whose journal it is in
 * @param workflowId the workflow that is executed
 * @param definitionHash content hash of the definition it started with, on which it also ends
 * @param number 1 for the first record of an execution, and one more for each that follows
 * @param content JSON text
 */
public record JournalRecord(
        String executionId, String workflowId, String definitionHash, long number, Kind kind, String content) {
    /**
     * The version of what records say. An engine that is newer may understand older ones; one that is older must not take an
     * execution with newer ones up.
     */
    public static final int PROTOCOL = 1;

    /** What a record is to those before it. */
    public enum Kind {
        /** It says all there is to say: the records before it are not needed any more. */
        SNAPSHOT,
        /** It says what has changed since the records before it. */
        CHANGE
    }
}
