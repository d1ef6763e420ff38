package dev.millrace.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What modules find by its type: given by the host, or made by the first module that needs it. What was made is closed
 * with the engine, newest first; what the host gave is the host's to close. Thread-safe.
 */
public final class Services implements AutoCloseable {
    private final Map<Class<?>, Object> given;
    private final Map<Class<?>, Object> made = new HashMap<>(); // guarded by this
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>(); // guarded by this, newest first
    private boolean closed; // guarded by this

    public Services(Map<Class<?>, Object> given) {
        this.given = Map.copyOf(given);
    }

    <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(given.get(type)));
    }

    /** @throws IllegalStateException if it is not there, and the engine is closed */
    <T> T find(Class<T> type, Supplier<? extends T> whenAbsent) {
        Object known = given.get(type);
        return type.cast(known == null ? made(type, whenAbsent) : known);
    }

    /** The lock is held while it is made: a second of its kind would be nobody's to close. */
    private synchronized Object made(Class<?> type, Supplier<?> whenAbsent) {
        if (closed) {
            throw new IllegalStateException("the engine is closed; no " + type.getSimpleName() + " is made any more");
        }
        Object known = made.get(type);
        if (known == null) {
            known = whenAbsent.get();
            made.put(type, known);
            if (known instanceof AutoCloseable closeable) {
                toClose.push(closeable);
            }
        }
        return known;
    }

    /** Closes what was made. Repeatable. */
    @Override
    public void close() {
        for (AutoCloseable service : taken()) {
            try {
                service.close();
            } catch (Exception e) { // one that cannot be closed must not keep the others open
                log().warn(
                                "{} could not be closed with the engine",
                                service.getClass().getName(),
                                e);
            }
        }
    }

    private synchronized Deque<AutoCloseable> taken() {
        closed = true;
        Deque<AutoCloseable> all = new ArrayDeque<>(toClose);
        toClose.clear();
        return all;
    }

    /** Asked for when there is something to say: finding the library for logs takes a tenth of a first run. */
    private static Logger log() {
        return LoggerFactory.getLogger(Services.class);
    }
}
