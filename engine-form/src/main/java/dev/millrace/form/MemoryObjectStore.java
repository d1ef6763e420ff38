package dev.millrace.form;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class MemoryObjectStore implements ObjectStore {
    // all guarded by this
    private final Map<String, BusinessObject> objects = new LinkedHashMap<>();
    private final Map<Claim, String> owners = new HashMap<>();
    private final Map<String, Map<String, Object>> claimed = new HashMap<>();
    private final Map<String, Long> counters = new HashMap<>();
    private final Map<String, Firing> firings = new LinkedHashMap<>();

    private record Claim(String schemaCode, String property, Object value) {}

    @Override
    public synchronized Optional<BusinessObject> find(String objectId) {
        return Optional.ofNullable(objects.get(objectId));
    }

    @Override
    public synchronized List<BusinessObject> ofForm(String schemaCode) {
        return objects.values().stream()
                .filter(object -> object.schemaCode().equals(schemaCode))
                .toList();
    }

    @Override
    public synchronized List<BusinessObject> running() {
        return objects.values().stream()
                .filter(object -> object.status() == Status.RUNNING)
                .toList();
    }

    @Override
    public synchronized long next(String counter) {
        return counters.merge(counter, 1L, Long::sum);
    }

    @Override
    public synchronized Outcome commit(List<Change> changes, List<Firing> more) {
        if (changes.stream().anyMatch(this::isStale)) {
            return new Outcome.Stale();
        }
        Map<Claim, String> wanted = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            BusinessObject after = changes.get(i).after();
            if (after == null) {
                continue;
            }
            for (Map.Entry<String, Object> value : changes.get(i).unique().entrySet()) {
                Claim claim = new Claim(after.schemaCode(), value.getKey(), value.getValue());
                String inBatch = wanted.putIfAbsent(claim, after.id());
                String owner = inBatch == null ? owners.getOrDefault(claim, after.id()) : inBatch;
                if (!owner.equals(after.id())) {
                    return new Outcome.Duplicate(i, value.getKey());
                }
            }
        }
        changes.forEach(this::apply);
        more.forEach(firing -> firings.putIfAbsent(firing.id(), firing));
        return new Outcome.Stored();
    }

    private boolean isStale(Change change) {
        BusinessObject before = change.before();
        if (before == null) {
            return change.after() != null && objects.containsKey(change.after().id());
        }
        BusinessObject stored = objects.get(before.id());
        return stored == null || stored.revision() != before.revision();
    }

    private void apply(Change change) {
        BusinessObject before = change.before();
        if (before != null) {
            Map<String, Object> old = claimed.remove(before.id());
            if (old != null) {
                old.forEach((property, value) -> owners.remove(new Claim(before.schemaCode(), property, value)));
            }
            objects.remove(before.id());
        }
        BusinessObject after = change.after();
        if (after != null) {
            objects.put(after.id(), after);
            claimed.put(after.id(), change.unique());
            change.unique()
                    .forEach((property, value) ->
                            owners.put(new Claim(after.schemaCode(), property, value), after.id()));
        }
    }

    @Override
    public synchronized List<Firing> unsettled() {
        return List.copyOf(firings.values());
    }

    @Override
    public synchronized void settle(String firingId) {
        firings.remove(firingId);
    }
}
