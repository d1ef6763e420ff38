package dev.millrace.store;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

final class MemoryExecutionStore implements ExecutionStore {
    private final Map<String, byte[]> snapshots = new ConcurrentHashMap<>();

    @Override
    public void save(ExecutionSnapshot snapshot) {
        snapshots.put(snapshot.executionId(), SnapshotJson.write(snapshot));
    }

    @Override
    public Optional<ExecutionSnapshot> find(String executionId) {
        return Optional.ofNullable(snapshots.get(executionId)).map(MemoryExecutionStore::read);
    }

    @Override
    public void remove(String executionId) {
        snapshots.remove(executionId);
    }

    @Override
    public Collection<ExecutionSnapshot> all() {
        return snapshots.values().stream().map(MemoryExecutionStore::read).toList();
    }

    private static ExecutionSnapshot read(byte[] json) {
        try {
            return SnapshotJson.read(json);
        } catch (IOException e) {
            throw new IllegalStateException("a snapshot that was written cannot be read back", e);
        }
    }
}
