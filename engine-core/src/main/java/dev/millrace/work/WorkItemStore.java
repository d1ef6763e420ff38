package dev.millrace.work;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps work items. Thread-safe. Called on the engine's threads, so it answers without delay; what it throws fails the
 * step, or passes through to who asked.
 */
public interface WorkItemStore {
    /**
     * Stores a new item, unless there is one with its id already.
     *
     * @return the stored one, new or old
     */
    WorkItem add(WorkItem item);

    Optional<WorkItem> find(String id);

    /**
     * Puts a changed item in the place of the known one, in one step.
     *
     * @return false, and nothing changes, if the stored one does not equal the known one any more
     */
    boolean replace(WorkItem known, WorkItem changed);

    /**
     * Changes an item if it is open, whoever else changes it at the same time.
     *
     * @param change may be called more than once
     * @return the item as it is then; empty if there is none
     */
    default Optional<WorkItem> changeIfOpen(String id, UnaryOperator<WorkItem> change) {
        while (true) {
            WorkItem known = find(id).orElse(null);
            if (known == null || !known.isOpen()) {
                return Optional.ofNullable(known);
            }
            WorkItem changed = change.apply(known);
            if (replace(known, changed)) {
                return Optional.of(changed);
            }
        }
    }

    /** The items a filter accepts, oldest first. */
    List<WorkItem> list(WorkItemFilter filter);

    /** A store that ends with the process. Of the items that are not open it keeps the newest ten thousand. */
    static WorkItemStore inMemory() {
        return new MemoryWorkItemStore();
    }
}
