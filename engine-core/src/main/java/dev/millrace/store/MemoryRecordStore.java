package dev.millrace.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

final class MemoryRecordStore implements RecordStore {
    static final int MAX_CHANGES = 1_000;

    private final Map<String, Map<String, StoredRecord>> kinds = new HashMap<>(); // guarded by this

    @Override
    public synchronized Optional<StoredRecord> find(String kind, String key) {
        return Optional.ofNullable(stored(kind, key));
    }

    @Override
    public List<StoredRecord> list(String kind) {
        return all(kind, unused -> true);
    }

    @Override
    public List<StoredRecord> list(String kind, String group) {
        return all(kind, stored -> stored.group().equals(group));
    }

    private synchronized List<StoredRecord> all(String kind, Predicate<StoredRecord> accepted) {
        return ofKind(kind).values().stream().filter(accepted).toList();
    }

    @Override
    public synchronized Optional<RecordChange> commit(List<RecordChange> changes) {
        checked(changes);
        Optional<RecordChange> refused =
                changes.stream().filter(change -> !isPossible(change)).findFirst();
        if (refused.isEmpty()) {
            changes.forEach(this::make);
        }
        return refused;
    }

    private static void checked(List<RecordChange> changes) {
        if (changes.isEmpty() || changes.size() > MAX_CHANGES) {
            throw new IllegalArgumentException("a commit has 1 to " + MAX_CHANGES + " changes, not " + changes.size());
        }
        Set<List<String>> keys = new HashSet<>();
        for (RecordChange change : changes) {
            if (!keys.add(List.of(change.kind(), change.key()))) {
                throw new IllegalArgumentException("a commit changes the " + change.kind() + " with the key "
                        + change.key() + " twice; change it once");
            }
        }
    }

    private boolean isPossible(RecordChange change) {
        StoredRecord known = stored(change.kind(), change.key());
        if (change instanceof RecordChange.Add) {
            return known == null;
        }
        if (change instanceof RecordChange.Replace replace) {
            return known != null && known.revision() == replace.replacement().revision();
        }
        if (change instanceof RecordChange.Remove remove) {
            return known != null && known.revision() == remove.removed().revision();
        }
        return true;
    }

    private void make(RecordChange change) {
        if (change instanceof RecordChange.Add add) {
            keep(add.added());
        } else if (change instanceof RecordChange.Put put) {
            keep(put.stored());
        } else if (change instanceof RecordChange.Replace replace) {
            keep(replace.replacement());
        } else {
            ofKind(change.kind()).remove(change.key());
        }
    }

    private void keep(StoredRecord stored) {
        ofKind(stored.kind())
                .compute(stored.key(), (key, old) -> stored.atRevision(old == null ? 1 : old.revision() + 1));
    }

    @Override
    public synchronized int removeExpired(String kind, long nowMillis) {
        Map<String, StoredRecord> records = ofKind(kind);
        int before = records.size();
        records.values().removeIf(stored -> stored.expiresAtMillis() <= nowMillis);
        return before - records.size();
    }

    private @Nullable StoredRecord stored(String kind, String key) {
        return ofKind(kind).get(key);
    }

    private Map<String, StoredRecord> ofKind(String kind) {
        return kinds.computeIfAbsent(kind, unused -> new LinkedHashMap<>());
    }
}
