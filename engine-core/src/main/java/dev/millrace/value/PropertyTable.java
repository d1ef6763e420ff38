package dev.millrace.value;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The named properties of one type of value (spec vflow-model 5.2), filled once while classes are loaded. */
final class PropertyTable<T> {
    private final Map<String, Property<T>> byName = new HashMap<>();

    /** @param names the property's name and its aliases */
    PropertyTable<T> with(ValueType type, Function<T, @Nullable Object> read, String... names) {
        return add(new Property<>(type, (value, random) -> read.apply(value)), names);
    }

    PropertyTable<T> add(Property<T> property, String... names) {
        for (String name : names) {
            byName.put(name, property);
        }
        return this;
    }

    @Nullable
    Property<T> named(String name) {
        return byName.get(name);
    }

    /**
     * One property.
     *
     * @param type of what it gives; null results aside
     */
    record Property<T>(ValueType type, Reader<T> reader) {}

    /** Reads a property of a value. */
    interface Reader<T> {
        @Nullable
        Object read(T value, RandomGenerator random);
    }
}
