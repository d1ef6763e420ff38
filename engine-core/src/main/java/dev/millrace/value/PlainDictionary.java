package dev.millrace.value;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An immutable dictionary of plain values in insertion order that knows its own size in all. */
final class PlainDictionary extends AbstractMap<String, @Nullable Object> {
    static final PlainDictionary EMPTY = new PlainDictionary(new LinkedHashMap<>());

    private final Map<String, @Nullable Object> entries;
    private final Extent extent;

    /** @param entries plain values in the wanted order; owned by the dictionary from here on */
    PlainDictionary(Map<String, @Nullable Object> entries) {
        this.entries = Collections.unmodifiableMap(entries);
        this.extent = Extent.around(entries.values());
    }

    Extent extent() {
        return extent;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return entries.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entries.containsKey(key);
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return entries.entrySet();
    }
}
