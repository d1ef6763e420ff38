package dev.millrace.http.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class MemoryRegistry<T extends Registry.Entry> implements Registry<T> {
    private final Map<String, T> entries = new LinkedHashMap<>(); // guarded by this

    @Override
    public synchronized Optional<T> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public synchronized List<T> all() {
        return new ArrayList<>(entries.values());
    }

    @Override
    public synchronized void put(T entry) {
        entries.put(entry.id(), entry);
    }

    @Override
    public synchronized boolean remove(String id) {
        return entries.remove(id) != null;
    }
}
