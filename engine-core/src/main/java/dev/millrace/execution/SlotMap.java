package dev.millrace.execution;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What stood in the slots of an execution at one moment, by the names that its plan has for them, in their order: one array
 * beside the plan, as thousands of ended executions are kept. Immutable.
 */
abstract class SlotMap<V extends @Nullable Object> extends AbstractMap<String, V> {
    private final @Nullable Object[] held;
    private final int size;

    /** @param held null where there is nothing; given away */
    SlotMap(@Nullable Object[] held) {
        this.held = held;
        int present = 0;
        for (Object one : held) {
            present += one == null ? 0 : 1;
        }
        this.size = present;
    }

    abstract String name(int slot);

    /** Negative if the plan does not have the name. */
    abstract int slot(String name);

    /** What is shown of something that a slot holds. */
    abstract @Nullable V shown(Object held);

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return held(name) != null;
    }

    @Override
    public @Nullable V get(@Nullable Object name) {
        Object found = held(name);
        return found == null ? null : shown(found);
    }

    private @Nullable Object held(@Nullable Object name) {
        int slot = name instanceof String text ? slot(text) : -1;
        return slot < 0 || slot >= held.length ? null : held[slot];
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super V> action) {
        for (int slot = 0; slot < held.length; slot++) {
            Object found = held[slot];
            if (found != null) {
                action.accept(name(slot), shown(found));
            }
        }
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, V>> {
        private int slot;

        @Override
        public boolean hasNext() {
            while (slot < held.length && held[slot] == null) {
                slot++;
            }
            return slot < held.length;
        }

        @Override
        public Map.Entry<String, V> next() {
            Object found = hasNext() ? held[slot] : null;
            if (found == null) {
                throw new NoSuchElementException();
            }
            return new SimpleImmutableEntry<>(name(slot++), shown(found));
        }
    }
}
