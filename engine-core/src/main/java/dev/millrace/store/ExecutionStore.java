package dev.millrace.store;

import java.util.Collection;
import java.util.Optional;

/** Keeps executions that wait, so that the engine can forget them. Thread-safe; may block. */
public interface ExecutionStore {
    /** Stores a snapshot in place of the one with its execution id. */
    void save(ExecutionSnapshot snapshot);

    Optional<ExecutionSnapshot> find(String executionId);

    void remove(String executionId);

    /** All snapshots, to be restored after a restart. */
    Collection<ExecutionSnapshot> all();

    /** A store that ends with the process. It keeps bytes, as any other would. */
    static ExecutionStore inMemory() {
        return new MemoryExecutionStore();
    }
}
