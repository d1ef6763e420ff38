package dev.millrace.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The records of one kind in a {@link RecordStore}, as values. What was read before is parsed again only when its revision
 * has changed. Thread-safe; may block, as the store does.
 *
 * <pre>{@code
 * Records<Counter> counters = Records.of(store, "counter", Counter::content, Counter::read);
 * Records.Entry<Counter> entry = counters.find("orders").orElseThrow();
 * boolean mine = store.commit(new RecordChange.Replace(counters.changed(entry, entry.value().next())));
 * }</pre>
 *
 * @param <T> immutable
 */
public final class Records<T> {
    private static final int MAX_PARSED = 10_000;

    private final RecordStore store;
    private final String kind;
    private final Function<T, RecordContent> writer;
    private final Function<RecordContent, T> reader;
    private final Cache<String, Entry<T>> parsed =
            Caffeine.newBuilder().maximumSize(MAX_PARSED).build();

    /** A value, and the record that it was read from. */
    public record Entry<T>(StoredRecord record, T value) {}

    private Records(
            RecordStore store, String kind, Function<T, RecordContent> writer, Function<RecordContent, T> reader) {
        this.store = store;
        this.kind = kind;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * The records of a kind.
     *
     * @param reader reads what {@code writer} has written, in this release or an earlier one
     */
    public static <T> Records<T> of(
            RecordStore store, String kind, Function<T, RecordContent> writer, Function<RecordContent, T> reader) {
        return new Records<>(store, kind, writer, reader);
    }

    public Optional<Entry<T>> find(String key) {
        return store.find(kind, key).map(this::parse);
    }

    /** All of them, in the order in which they were added. */
    public List<Entry<T>> list() {
        return store.list(kind).stream().map(this::parse).toList();
    }

    /** Those of a group, in the order in which they were added. */
    public List<Entry<T>> list(String group) {
        return store.list(kind, group).stream().map(this::parse).toList();
    }

    /** A record of a new value, to be added or put. */
    public StoredRecord of(String key, T value) {
        return StoredRecord.of(kind, key, writer.apply(value).json());
    }

    /** The record of an entry with another value, to take its place. */
    public StoredRecord changed(Entry<T> entry, T value) {
        return entry.record().with(writer.apply(value).json());
    }

    public RecordChange drop(String key) {
        return new RecordChange.Drop(kind, key);
    }

    private Entry<T> parse(StoredRecord stored) {
        Entry<T> known = parsed.getIfPresent(stored.key());
        if (known != null && known.record().equals(stored)) {
            return known;
        }
        Entry<T> entry = new Entry<>(stored, reader.apply(RecordContent.read(stored.content())));
        parsed.put(stored.key(), entry);
        return entry;
    }
}
