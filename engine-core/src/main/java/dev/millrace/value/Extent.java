package dev.millrace.value;

import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far a plain value reaches.
 *
 * @param depth levels of lists and dictionaries; 0 for a scalar
 * @param elements elements through all levels; shared parts count each time they are seen, as a walk would see them
 */
record Extent(int depth, long elements) {
    private static final Extent SCALAR = new Extent(0, 0);
    /** Of small containers of nothing but scalars, by the number of these: most are of that kind. */
    private static final Extent[] FLAT =
            IntStream.range(0, 20).mapToObj(children -> new Extent(1, children)).toArray(Extent[]::new);

    static Extent of(@Nullable Object plain) {
        if (plain instanceof PlainList list) {
            return list.extent();
        }
        return plain instanceof PlainDictionary dictionary ? dictionary.extent() : SCALAR;
    }

    /** The extent of a list of these plain values. */
    static Extent around(@Nullable Object[] children) {
        Sum sum = new Sum();
        for (Object child : children) {
            sum.add(child);
        }
        return sum.around(children.length);
    }

    /** The extent of a dictionary with these names and plain values in turns. */
    static Extent aroundValues(@Nullable Object[] namesAndValues) {
        Sum sum = new Sum();
        for (int i = 1; i < namesAndValues.length; i += 2) {
            sum.add(namesAndValues[i]);
        }
        return sum.around(namesAndValues.length / 2);
    }

    /** The extent of a dictionary with these plain values. */
    static Extent around(Map<String, @Nullable Object> children) {
        Sum sum = new Sum();
        // not through values(), which the map would keep
        children.forEach((name, child) -> sum.add(child));
        return sum.around(children.size());
    }

    private static final class Sum {
        private int depth;
        private long elements;

        void add(@Nullable Object child) {
            Extent inner = of(child);
            depth = Math.max(depth, inner.depth);
            elements += inner.elements;
        }

        Extent around(int children) {
            return depth == 0 && children < FLAT.length ? FLAT[children] : new Extent(depth + 1, children + elements);
        }
    }
}
