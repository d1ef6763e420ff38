package dev.millrace.value;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable dictionary of plain values in insertion order that knows its own size in all. Its entries are shown as
 * unmodifiable when they are asked for: a wrapper around them would stay, with each view that it was ever asked for.
 */
final class PlainDictionary extends AbstractMap<String, @Nullable Object> {
    static final PlainDictionary EMPTY = new PlainDictionary(new LinkedHashMap<>());

    private final Map<String, @Nullable Object> entries;
    private final Extent extent;

    /** @param entries plain values in the wanted order; owned by the dictionary from here on */
    PlainDictionary(Map<String, @Nullable Object> entries) {
        this.entries = entries;
        this.extent = Extent.around(entries);
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
    public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
        entries.forEach(action);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return Collections.unmodifiableMap(entries).entrySet();
    }
}
