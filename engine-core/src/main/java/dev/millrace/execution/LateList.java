package dev.millrace.execution;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An immutable list that is made when it is first looked at. Thread-safe: a race makes it twice, with the same content. */
final class LateList<E> extends AbstractList<E> implements RandomAccess {
    private volatile @Nullable Supplier<List<E>> source;
    private volatile @Nullable List<E> made;

    LateList(Supplier<List<E>> source) {
        this.source = source;
    }

    private List<E> made() {
        List<E> known = made;
        if (known != null) {
            return known;
        }
        Supplier<List<E>> maker = source;
        if (maker == null) {
            return made();
        }
        List<E> list = maker.get();
        made = list;
        source = null;
        return list;
    }

    @Override
    public E get(int index) {
        return made().get(index);
    }

    @Override
    public int size() {
        return made().size();
    }
}
