package dev.millrace.test;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What one run of a module finds by its type: given by the test, or made by the module and closed after the run. */
final class TestServices implements AutoCloseable {
    private final Map<Class<?>, Object> given;
    private final Map<Class<?>, Object> made = new HashMap<>(); // guarded by this

    TestServices(Map<Class<?>, Object> given) {
        this.given = Map.copyOf(given);
    }

    <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(given.get(type)));
    }

    synchronized <T> T find(Class<T> type, Supplier<? extends T> whenAbsent) {
        Object known = given.get(type);
        return type.cast(known == null ? made.computeIfAbsent(type, unused -> whenAbsent.get()) : known);
    }

    @Override
    public synchronized void close() {
        for (Object service : made.values()) {
            if (service instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    throw new AssertionError("the module's " + service + " cannot be closed", e);
                }
            }
        }
    }
}
