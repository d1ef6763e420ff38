package dev.millrace.work;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

final class MemoryWorkItemStore implements WorkItemStore {
    private static final int MAX_SETTLED = 10_000;

    // guarded by this
    private final Map<String, WorkItem> items = new LinkedHashMap<>();
    /** The ids of those that are not open, in the order in which they ceased to be; guarded by this. */
    private final Queue<String> settled = new ArrayDeque<>();

    @Override
    public synchronized WorkItem add(WorkItem item) {
        WorkItem known = items.putIfAbsent(item.id(), item);
        return known == null ? item : known;
    }

    @Override
    public synchronized Optional<WorkItem> find(String id) {
        return Optional.ofNullable(items.get(id));
    }

    @Override
    public synchronized boolean replace(WorkItem known, WorkItem changed) {
        boolean replaced = items.replace(known.id(), known, changed);
        if (replaced && known.isOpen() && !changed.isOpen()) {
            settled.add(changed.id());
            if (settled.size() > MAX_SETTLED) {
                items.remove(settled.remove());
            }
        }
        return replaced;
    }

    @Override
    public synchronized List<WorkItem> list(WorkItemFilter filter) {
        return items.values().stream()
                .filter(filter::accepts)
                .limit(filter.max())
                .toList();
    }
}
