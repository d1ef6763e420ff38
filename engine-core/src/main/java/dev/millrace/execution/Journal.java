package dev.millrace.execution;

import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.JournalRecord.Kind;
import dev.millrace.workflow.Workflow;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What an execution with its branches and sub-workflows has written down. Thread-safe: the branches write their pages at
 * the same time.
 *
 * <p>The first record is a snapshot. The others are changes: of one page (the state of one branch), or of the whole (a signal
 * that was sent, a pause, a request to stop). {@link JournalReader} puts them together again.
 */
final class Journal {
    /** After so many changes a snapshot is written, so that reading stays quick. */
    private static final int MAX_CHANGES = 64;

    private final ExecutionStore store;
    private final String executionId;
    private final String workflowId;
    private final String definitionHash;
    /** The hashes of the workflows it calls whose definitions are kept for it. */
    private final Set<String> called = ConcurrentHashMap.newKeySet();

    private long number; // guarded by this
    private int changes; // guarded by this
    private CompletableFuture<Void> newest = CompletableFuture.completedFuture(null); // guarded by this
    private @Nullable Throwable left; // guarded by this

    private Journal(ExecutionStore store, Execution root) {
        this.store = store;
        this.executionId = root.id();
        this.workflowId = root.plan().workflow().id();
        this.definitionHash = root.plan().workflow().contentHash();
    }

    /** The journal of an execution that begins; {@link #snapshot} makes its first record. */
    static Journal begin(ExecutionStore store, Execution root) {
        store.keep(root.plan().workflow());
        return new Journal(store, root);
    }

    /**
     * The journal of an execution that was read from its store, to be continued.
     *
     * @param records the number of the last record
     */
    static Journal goOn(ExecutionStore store, Execution root, long records) {
        Journal journal = new Journal(store, root);
        journal.number = records;
        journal.changes = MAX_CHANGES;
        return journal;
    }

    /** Before a sub-workflow begins: what is written of it from now on can be read as long as the journal can. */
    void calls(Workflow workflow) {
        String hash = workflow.contentHash();
        if (!called.contains(hash)) {
            store.keepFor(executionId, workflow);
            called.add(hash);
        }
    }

    synchronized boolean isDueForSnapshot() {
        return changes >= MAX_CHANGES;
    }

    synchronized CompletableFuture<Void> snapshot(State whole) {
        changes = 0;
        return append(Kind.SNAPSHOT, whole);
    }

    /** A change of one branch. */
    synchronized CompletableFuture<Void> change(String page, State state) {
        return change(new State().put("page", page).put("state", state));
    }

    /** A signal that was sent, and can be taken from now on. */
    synchronized CompletableFuture<Void> signalled(
            long signal, String name, @Nullable Object payload, @Nullable String key) {
        return change(new State()
                .put("signal", SignalBox.state(signal, name, payload))
                .put("key", key));
    }

    synchronized CompletableFuture<Void> paused(boolean paused) {
        return change(new State().put("paused", paused));
    }

    /** It is to stop, whatever happens. */
    synchronized CompletableFuture<Void> stopping(ExecutionStatus end) {
        return change(new State().put("stop", end.name()));
    }

    private CompletableFuture<Void> change(State content) {
        changes++;
        return append(Kind.CHANGE, content);
    }

    private CompletableFuture<Void> append(Kind kind, State content) {
        if (left != null) {
            return CompletableFuture.failedFuture(left);
        }
        newest = store.append(new JournalRecord(
                executionId, workflowId, definitionHash, ++number, kind, StateJson.write(content.fields())));
        return newest;
    }

    /** Completes when all that was written is durable. */
    synchronized CompletableFuture<Void> whenDurable() {
        return left == null ? newest : CompletableFuture.failedFuture(left);
    }

    /** The execution is over. */
    synchronized CompletableFuture<Void> close() {
        if (left != null) {
            return CompletableFuture.failedFuture(left);
        }
        newest = store.remove(executionId);
        return newest;
    }

    /** It is another's from now on: what a branch still has to say comes too late. */
    synchronized void leave(Throwable cause) {
        left = cause;
    }
}
