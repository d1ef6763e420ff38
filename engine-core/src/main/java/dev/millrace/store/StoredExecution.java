package dev.millrace.store;

import java.util.List;

/**
 * The journal of an execution that is under way, as far as it is needed to go on.
 *
 * @param records in the order of their numbers, the newest snapshot first; not empty
 */
public record StoredExecution(List<JournalRecord> records) {
    public StoredExecution {
        records = List.copyOf(records);
        if (records.isEmpty() || records.get(0).kind() != JournalRecord.Kind.SNAPSHOT) {
            throw new IllegalArgumentException("the journal of an execution begins with a snapshot");
        }
    }

    public String executionId() {
        return first().executionId();
    }

    public String workflowId() {
        return first().workflowId();
    }

    public String definitionHash() {
        return first().definitionHash();
    }

    /** The number of the newest record. */
    public long lastNumber() {
        return records.get(records.size() - 1).number();
    }

    private JournalRecord first() {
        return records.get(0);
    }
}
