package dev.millrace.form;

import dev.millrace.store.RecordStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps objects and what is still to happen because of them. Thread-safe; may block. */
public interface ObjectStore {
    /**
     * One object that is stored, changed or removed.
     *
     * @param before what is stored, as far as the writer knows; null for a new object
     * @param after null to remove it; else of the revision that follows the one of {@code before}, or 1
     * @param unique values by property that no other object of the form may have, but those that are cancelled
     */
    record Change(@Nullable BusinessObject before, @Nullable BusinessObject after, Map<String, Object> unique) {}

    /**
     * A workflow that is to start because of a change.
     *
     * @param id follows from object, revision and rule, so that what is repeated is known
     * @param executionId what its execution is called, so that nobody starts it twice
     * @param data what the workflow is started with, plain values
     * @param async nobody waits for it
     */
    record Firing(
            String id, String workflowId, String executionId, Map<String, @Nullable Object> data, boolean async) {}

    /** What became of changes. */
    sealed interface Outcome {
        record Stored() implements Outcome {}

        /** Somebody else was faster; nothing is stored. */
        record Stale() implements Outcome {}

        /** @param index of the change whose value another object has; nothing is stored */
        record Duplicate(int index, String property) implements Outcome {}
    }

    Optional<BusinessObject> find(String objectId);

    /** The objects of a form, in no order. */
    List<BusinessObject> ofForm(String schemaCode);

    /** Objects in status {@link Status#RUNNING}, in no order. */
    List<BusinessObject> running();

    /** Counts up, from 1 for a new name. */
    long next(String counter);

    /** Stores all changes and what is to happen because of them, or nothing. */
    Outcome commit(List<Change> changes, List<Firing> firings);

    /** What was stored to happen and is not settled, oldest first. */
    List<Firing> unsettled();

    /** The workflow was started. */
    void settle(String firingId);

    /** A store that ends with the process. */
    static ObjectStore inMemory() {
        return over(RecordStore.inMemory());
    }

    /** A store that keeps records of the kinds {@code object}, {@code object-claim}, {@code -counter}, {@code -firing}. */
    static ObjectStore over(RecordStore records) {
        return new RecordObjectStore(records);
    }
}
