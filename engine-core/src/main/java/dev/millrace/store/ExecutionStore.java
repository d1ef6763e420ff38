package dev.millrace.store;

import dev.millrace.workflow.Workflow;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Keeps the journals of executions that are under way, so that they can go on after a crash, a restart, or on another
 * machine. Thread-safe.
 *
 * <p>{@link #append} and {@link #remove} give back at once a future that completes when what was asked is durable. They
 * take effect in the order of the calls: when one is durable, so are all calls before it for the same execution. A store
 * that cannot write at the moment (no space, no connection) goes on trying, and executions wait for it; a future that
 * fails means that the execution is not this engine's any more. Neither may block for longer than it takes to put the
 * record into a queue.
 */
public interface ExecutionStore {
    /**
     * Adds a record to the journal of its execution. A snapshot takes the place of all before it, and begins the journal of
     * an execution that has none; a change of an execution without a journal is dropped.
     *
     * @return fails with {@link ExecutionLostException} if the execution is not this engine's
     */
    CompletableFuture<Void> append(JournalRecord entry);

    /**
     * The execution is over: forgets its journal.
     *
     * @return fails with {@link ExecutionLostException} if the execution is not this engine's
     */
    CompletableFuture<Void> remove(String executionId);

    /** The journal of an execution with all records that were appended before this call; may block. */
    Optional<StoredExecution> find(String executionId);

    /** Gives every journal there is, to be taken up after a restart; may block. Those that cannot be read are left out. */
    void forEach(Consumer<StoredExecution> action);

    /**
     * Keeps a definition under its content hash: for a day at least, in which the journal of an execution that starts with
     * it can begin, and as long as there is such a journal. Durable when it returns; asked before each start of an
     * execution, so it should cost nothing for one that is kept already.
     */
    void keep(Workflow definition);

    /**
     * As {@link #keep}, for an execution with a journal that calls the workflow: as long as there is that journal. Durable
     * with the next record of the journal, if not before; asked once by an execution for each workflow it calls, and once
     * more after it was taken up anew.
     */
    void keepFor(String executionId, Workflow called);

    /** The definition with this content hash, if it is kept; may block. */
    Optional<Workflow> definition(String contentHash);

    /** A store that ends with the process. It keeps text, as any other would. */
    static ExecutionStore inMemory() {
        return new MemoryExecutionStore();
    }
}
