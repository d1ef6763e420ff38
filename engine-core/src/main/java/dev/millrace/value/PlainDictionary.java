package dev.millrace.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable dictionary of plain values in insertion order that knows its own size in all. Most have a few entries and are
 * kept for long: those are one array, which is looked through as fast as a table.
 */
abstract sealed class PlainDictionary extends AbstractMap<String, @Nullable Object> {
    static final PlainDictionary EMPTY = new Few(new Object[0]);

    private static final int MAX_FEW = 12;

    private final Extent extent;

    private PlainDictionary(Extent extent) {
        this.extent = extent;
    }

    final Extent extent() {
        return extent;
    }

    /** Collects the entries of one, where a later entry takes the place of an earlier one with its name. */
    static final class Builder {
        private @Nullable Object[] few;
        private int end;
        private @Nullable Map<String, @Nullable Object> many;

        /** @param expected entries; more than these may come, since the maps of hosts can change meanwhile */
        Builder(int expected) {
            this.few = new @Nullable Object[2 * Math.min(expected, MAX_FEW)];
            this.many = expected > MAX_FEW ? new LinkedHashMap<>() : null;
        }

        void put(String name, @Nullable Object plain) {
            if (many != null) {
                many.put(name, plain);
                return;
            }
            int place = place(name, few, end);
            if (place < 0) {
                place = end;
                if (place == few.length) {
                    few = Arrays.copyOf(few, 2 * place + 2);
                }
                few[place] = name;
                end += 2;
            }
            few[place + 1] = plain;
        }

        PlainDictionary build() {
            if (many != null) {
                return new Many(many);
            }
            return new Few(end == few.length ? few : Arrays.copyOf(few, end));
        }
    }

    /** Where a name stands among names and values in turns; -1 if it does not. */
    private static int place(Object name, @Nullable Object[] namesAndValues, int end) {
        for (int place = 0; place < end; place += 2) {
            if (name.equals(namesAndValues[place])) {
                return place;
            }
        }
        return -1;
    }

    private static final class Few extends PlainDictionary {
        private final @Nullable Object[] namesAndValues;

        Few(@Nullable Object[] namesAndValues) {
            super(Extent.aroundValues(namesAndValues));
            this.namesAndValues = namesAndValues;
        }

        private int place(@Nullable Object key) {
            return key == null ? -1 : PlainDictionary.place(key, namesAndValues, namesAndValues.length);
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            int place = place(key);
            return place < 0 ? null : namesAndValues[place + 1];
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return place(key) >= 0;
        }

        @Override
        public int size() {
            return namesAndValues.length / 2;
        }

        private String name(int place) {
            return (String) namesAndValues[place];
        }

        @Override
        public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
            for (int place = 0; place < namesAndValues.length; place += 2) {
                action.accept(name(place), namesAndValues[place + 1]);
            }
        }

        @Override
        public Set<Map.Entry<String, @Nullable Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                    return new Entries();
                }

                @Override
                public int size() {
                    return Few.this.size();
                }
            };
        }

        private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {
            private int place;

            @Override
            public boolean hasNext() {
                return place < namesAndValues.length;
            }

            @Override
            public Map.Entry<String, @Nullable Object> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                place += 2;
                return new SimpleImmutableEntry<>(name(place - 2), namesAndValues[place - 1]);
            }
        }
    }

    /** Its entries are shown as unmodifiable when they are asked for: a wrapper would stay, with each view it was asked for. */
    private static final class Many extends PlainDictionary {
        private final Map<String, @Nullable Object> entries;

        Many(Map<String, @Nullable Object> entries) {
            super(Extent.around(entries));
            this.entries = entries;
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
}
