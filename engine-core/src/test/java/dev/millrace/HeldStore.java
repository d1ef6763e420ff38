package dev.millrace;

import dev.millrace.store.ExecutionLostException;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.StoredExecution;
import dev.millrace.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store whose writes become durable when the test says so, one after the other; until then a crash loses them.
 * Thread-safe.
 */
final class HeldStore implements ExecutionStore {
    private final ExecutionStore durable = ExecutionStore.inMemory();
    private final Queue<Write> held = new ArrayDeque<>(); // guarded by this
    private final List<String> called = new ArrayList<>();
    private boolean holds; // guarded by this

    private record Write(Supplier<CompletableFuture<Void>> write, CompletableFuture<Void> told) {}

    /** What is written from now on waits for {@link #release}. */
    synchronized void hold() {
        holds = true;
    }

    synchronized int heldWrites() {
        return held.size();
    }

    /** Makes the oldest write that waits durable, and tells so. */
    synchronized void releaseOne() {
        Write oldest = held.remove();
        oldest.write().get().join();
        oldest.told().complete(null);
    }

    /** Makes all durable that waits, and what is written later at once. */
    synchronized void release() {
        holds = false;
        while (!held.isEmpty()) {
            releaseOne();
        }
    }

    /** The process ends: what waits is never written, and nobody is told. */
    synchronized void lose() {
        holds = false;
        held.clear();
    }

    /** Somebody else has the executions now. */
    synchronized void refuse(String executionId) {
        holds = false;
        while (!held.isEmpty()) {
            held.remove().told().completeExceptionally(new ExecutionLostException(executionId, "another has it"));
        }
    }

    /** The ids of the workflows that executions said they call, in order. */
    List<String> called() {
        return called;
    }

    private synchronized CompletableFuture<Void> write(Supplier<CompletableFuture<Void>> write) {
        if (!holds) {
            return write.get();
        }
        CompletableFuture<Void> told = new CompletableFuture<>();
        held.add(new Write(write, told));
        return told;
    }

    @Override
    public CompletableFuture<Void> append(JournalRecord entry) {
        return write(() -> durable.append(entry));
    }

    @Override
    public CompletableFuture<Void> remove(String executionId) {
        return write(() -> durable.remove(executionId));
    }

    @Override
    public Optional<StoredExecution> find(String executionId) {
        return durable.find(executionId);
    }

    @Override
    public void forEach(Consumer<StoredExecution> action) {
        durable.forEach(action);
    }

    @Override
    public void keep(Workflow definition) {
        durable.keep(definition);
    }

    @Override
    public void keepFor(String executionId, Workflow definition) {
        called.add(definition.id());
        durable.keepFor(executionId, definition);
    }

    @Override
    public Optional<Workflow> definition(String contentHash) {
        return durable.definition(contentHash);
    }
}
