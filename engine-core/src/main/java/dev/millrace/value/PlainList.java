package dev.millrace.value;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An immutable list of plain values that knows its own size in all, so that nothing has to walk it again. */
final class PlainList extends AbstractList<@Nullable Object> implements RandomAccess {
    static final PlainList EMPTY = new PlainList(new Object[0]);

    private final @Nullable Object[] elements;
    private final Extent extent;

    /** @param elements plain values; owned by the list from here on */
    PlainList(@Nullable Object[] elements) {
        this.elements = elements;
        this.extent = Extent.around(elements);
    }

    Extent extent() {
        return extent;
    }

    @Override
    public @Nullable Object get(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }

    @Override
    public @Nullable Object[] toArray() {
        return Arrays.copyOf(elements, elements.length, Object[].class);
    }
}
