package dev.millrace.store.jdbc.seal;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A store of records that seals the contents of some kinds, those that hold secrets, and leaves the others as they are.
 * Thread-safe if the store below is.
 *
 * <p>What cannot be opened is an error and never left out: a key that is missing must not look like a store in which
 * nothing is. The message names kind and key of the record, and nothing of its content.
 */
public final class SealedRecords implements RecordStore {
    private final RecordStore records;
    private final Seal seal;
    private final Set<String> kinds;

    /** @param kinds whose contents are sealed */
    public SealedRecords(RecordStore records, SealingKeys keys, Set<String> kinds) {
        this.records = records;
        this.seal = new Seal(keys);
        this.kinds = Set.copyOf(kinds);
    }

    /** @throws dev.millrace.store.StoreException also if it cannot be opened */
    @Override
    public Optional<StoredRecord> find(String kind, String key) {
        return records.find(kind, key).map(this::opened);
    }

    /** @throws dev.millrace.store.StoreException also if one cannot be opened */
    @Override
    public List<StoredRecord> list(String kind) {
        return records.list(kind).stream().map(this::opened).toList();
    }

    /** @throws dev.millrace.store.StoreException also if one cannot be opened */
    @Override
    public List<StoredRecord> list(String kind, String group) {
        return records.list(kind, group).stream().map(this::opened).toList();
    }

    private StoredRecord opened(StoredRecord stored) {
        return kinds.contains(stored.kind()) ? seal.open(stored) : stored;
    }

    @Override
    public Optional<RecordChange> commit(List<RecordChange> changes) {
        List<RecordChange> sealed = changes.stream().map(this::sealed).toList();
        return records.commit(sealed).map(refused -> changes.get(sealed.indexOf(refused)));
    }

    private RecordChange sealed(RecordChange change) {
        if (!kinds.contains(change.kind())) {
            return change;
        }
        if (change instanceof RecordChange.Add add) {
            return new RecordChange.Add(seal.seal(add.added()));
        }
        if (change instanceof RecordChange.Put put) {
            return new RecordChange.Put(seal.seal(put.stored()));
        }
        return change instanceof RecordChange.Replace replace
                ? new RecordChange.Replace(seal.seal(replace.replacement()))
                : change;
    }

    @Override
    public int removeExpired(String kind, long nowMillis) {
        return records.removeExpired(kind, nowMillis);
    }

    /**
     * Seals with the newest key what an older one has sealed, and what was stored in plain before its kind was sealed.
     * Revisions grow by one, as with any change. What somebody else changes meanwhile is sealed by that.
     *
     * @return how many records were sealed anew
     * @throws dev.millrace.store.StoreException if one cannot be opened
     */
    public int reseal() {
        return kinds.stream().mapToInt(this::reseal).sum();
    }

    private int reseal(String kind) {
        int resealed = 0;
        for (StoredRecord stored : records.list(kind)) {
            if (!seal.isUpToDate(stored)) {
                StoredRecord plain = seal.isPlain(stored) ? stored : seal.open(stored);
                resealed += records.commit(new RecordChange.Replace(seal.seal(plain))) ? 1 : 0;
            }
        }
        return resealed;
    }
}
