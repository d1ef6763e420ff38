package dev.millrace.durable;

import dev.millrace.store.ExecutionLostException;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.StoredExecution;
import dev.millrace.workflow.Workflow;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The journals of this node's executions. Thread-safe. */
final class ClusterStore implements ExecutionStore {
    private final ExecutionStore journals;
    private final Ownership ownership;

    /** @param journals fenced by the ownership */
    ClusterStore(ExecutionStore journals, Ownership ownership) {
        this.journals = journals;
        this.ownership = ownership;
    }

    @Override
    public CompletableFuture<Void> append(JournalRecord entry) {
        return entry.number() == 1
                ? begin(entry)
                : ownership
                        .find(entry.executionId())
                        .map(held -> journals.append(entry))
                        .orElseGet(() -> lost(entry.executionId()));
    }

    private CompletableFuture<Void> begin(JournalRecord first) {
        String id = first.executionId();
        Optional<Ownership.Held> begins = ownership.begin(id);
        if (begins.isEmpty()) {
            return lost(id);
        }
        Ownership.Held held = begins.get();
        return journals.append(first).whenComplete((done, failure) -> {
            if (failure == null) {
                held.begun().complete(null);
            } else {
                ownership.forget(id, held);
                held.begun().completeExceptionally(failure);
            }
        });
    }

    /** Of one that begins, and whose start is taken back, as soon as it is known whether there is something to remove. */
    @Override
    public CompletableFuture<Void> remove(String executionId) {
        Optional<Ownership.Held> known = ownership.find(executionId);
        if (known.isEmpty()) {
            return lost(executionId);
        }
        Ownership.Held held = known.get();
        return held.begun()
                .thenCompose(begun -> journals.remove(executionId))
                .whenComplete((done, failure) -> ownership.forget(executionId, held));
    }

    private static CompletableFuture<Void> lost(String executionId) {
        return CompletableFuture.failedFuture(new ExecutionLostException(
                executionId, "this node has no place in the cluster, or another one has the execution"));
    }

    @Override
    public Optional<StoredExecution> find(String executionId) {
        return journals.find(executionId);
    }

    /** None: what has no owner is handed to the nodes one by one. */
    @Override
    public void forEach(Consumer<StoredExecution> action) {}

    @Override
    public void keep(Workflow definition) {
        journals.keep(definition);
    }

    @Override
    public void keepFor(String executionId, Workflow called) {
        journals.keepFor(executionId, called);
    }

    @Override
    public Optional<Workflow> definition(String contentHash) {
        return journals.definition(contentHash);
    }
}
