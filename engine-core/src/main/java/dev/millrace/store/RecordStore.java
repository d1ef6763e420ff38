package dev.millrace.store;

import java.util.List;
import java.util.Optional;

/**
 * Keeps records that are found by their key and read whole: applications, sessions, forms, business objects, platforms,
 * idempotency keys. What a record means, and how its content is written, is its owner's affair; so a store needs to know
 * none of them. Owners agree on {@link StoredRecord#kind() kinds}.
 *
 * <p>Thread-safe; may block. Answers to a change when it is durable, as far as the store is at all.
 *
 * <pre>{@code
 * StoredRecord known = records.find("counter", "orders").orElseThrow();
 * boolean mine = records.commit(new RecordChange.Replace(known.with(next)));
 * }</pre>
 */
public interface RecordStore {
    Optional<StoredRecord> find(String kind, String key);

    /** All records of a kind, in the order in which they were added. */
    List<StoredRecord> list(String kind);

    /** The records of a kind in one group, in the order in which they were added. */
    List<StoredRecord> list(String kind, String group);

    /**
     * Makes all changes, or none.
     *
     * @param changes 1 to 1,000, in this order; no two with the same kind and key
     * @return the first change that is refused; empty if all are made
     * @throws IllegalArgumentException if there are none, too many, or two of one kind and key
     */
    Optional<RecordChange> commit(List<RecordChange> changes);

    /** As {@link #commit(List)}, with one change; false if it is refused. */
    default boolean commit(RecordChange change) {
        return commit(List.of(change)).isEmpty();
    }

    /**
     * Removes the records of a kind that have expired. Until then they are found as any other.
     *
     * @param nowMillis those that expire then or earlier
     * @return how many there were
     */
    int removeExpired(String kind, long nowMillis);

    /** A store that ends with the process. */
    static RecordStore inMemory() {
        return new MemoryRecordStore();
    }
}
