package dev.millrace.store;

import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

final class MemoryExecutionStore implements ExecutionStore {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Map<String, List<JournalRecord>> journals = new LinkedHashMap<>(); // guarded by itself
    private final Map<String, Workflow> definitions = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<Void> append(JournalRecord entry) {
        synchronized (journals) {
            if (entry.kind() == JournalRecord.Kind.SNAPSHOT) {
                journals.put(entry.executionId(), new ArrayList<>(List.of(entry)));
            } else {
                journals.computeIfPresent(entry.executionId(), (id, records) -> {
                    records.add(entry);
                    return records;
                });
            }
        }
        return DONE;
    }

    @Override
    public CompletableFuture<Void> remove(String executionId) {
        synchronized (journals) {
            journals.remove(executionId);
        }
        return DONE;
    }

    @Override
    public Optional<StoredExecution> find(String executionId) {
        synchronized (journals) {
            return Optional.ofNullable(journals.get(executionId)).map(StoredExecution::new);
        }
    }

    @Override
    public void forEach(Consumer<StoredExecution> action) {
        List<StoredExecution> all;
        synchronized (journals) {
            all = journals.values().stream().map(StoredExecution::new).toList();
        }
        all.forEach(action);
    }

    @Override
    public void keep(Workflow definition) {
        definitions.put(definition.contentHash(), definition);
    }

    @Override
    public void keepFor(String executionId, Workflow called) {
        keep(called);
    }

    @Override
    public Optional<Workflow> definition(String contentHash) {
        return Optional.ofNullable(definitions.get(contentHash));
    }
}
