package dev.millrace.value;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How far a plain value reaches.
 *
 * @param depth levels of lists and dictionaries; 0 for a scalar
 * @param elements elements through all levels; shared parts count each time they are seen, as a walk would see them
 */
record Extent(int depth, long elements) {
    private static final Extent SCALAR = new Extent(0, 0);

    static Extent of(@Nullable Object plain) {
        if (plain instanceof PlainList list) {
            return list.extent();
        }
        return plain instanceof PlainDictionary dictionary ? dictionary.extent() : SCALAR;
    }

    /** The extent of a container of these plain values. */
    static Extent around(Collection<?> children) {
        int depth = 0;
        long elements = children.size();
        for (Object child : children) {
            Extent inner = of(child);
            depth = Math.max(depth, inner.depth);
            elements += inner.elements;
        }
        return new Extent(depth + 1, elements);
    }
}
