package dev.millrace.http;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoredRecord;
import java.util.List;
import java.util.Optional;

/** Does what another store does, but for what a test changes. */
abstract class ForwardingRecords implements RecordStore {
    private final RecordStore records;

    ForwardingRecords(RecordStore records) {
        this.records = records;
    }

    @Override
    public Optional<StoredRecord> find(String kind, String key) {
        return records.find(kind, key);
    }

    @Override
    public List<StoredRecord> list(String kind) {
        return records.list(kind);
    }

    @Override
    public List<StoredRecord> list(String kind, String group) {
        return records.list(kind, group);
    }

    @Override
    public Optional<RecordChange> commit(List<RecordChange> changes) {
        return records.commit(changes);
    }

    @Override
    public int removeExpired(String kind, long nowMillis) {
        return records.removeExpired(kind, nowMillis);
    }
}
