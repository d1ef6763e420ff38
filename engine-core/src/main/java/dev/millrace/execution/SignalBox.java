package dev.millrace.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signals that have reached an execution and that no step has taken yet. A signal is taken by exactly one wait; one
 * that comes early is kept for the wait to come. Thread-safe: the branches of an execution share it.
 */
final class SignalBox {
    static final int CAPACITY = 1_000;

    /**
     * What came with a signal.
     *
     * @param number tells it from all others of the execution
     */
    record Signal(long number, @Nullable Object payload) {}

    private final Map<String, Queue<Signal>> kept = new LinkedHashMap<>();
    /** The keys of the latest signals that have one, whether they were taken or not. */
    private final Set<String> keys = new LinkedHashSet<>(0);

    private int size;
    private long number;

    synchronized boolean isFull() {
        return size >= CAPACITY;
    }

    /** @return its number */
    synchronized long put(String name, @Nullable Object payload) {
        keep(name, new Signal(++number, payload));
        return number;
    }

    /** True if a signal with this key has reached the execution already. */
    synchronized boolean knows(String key) {
        return keys.contains(key);
    }

    /** Remembers the key of a signal, and forgets the oldest one in its place. */
    synchronized void remember(String key) {
        keys.add(key);
        if (keys.size() > CAPACITY) {
            Iterator<String> oldest = keys.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized List<String> keys() {
        return List.copyOf(keys);
    }

    private void keep(String name, Signal signal) {
        size++;
        kept.computeIfAbsent(name, unused -> new ArrayDeque<>()).add(signal);
    }

    /** The oldest signal of this name; null if there is none. */
    synchronized @Nullable Signal take(String name) {
        Queue<Signal> queue = kept.get(name);
        if (queue == null) {
            return null;
        }
        size--;
        Signal signal = queue.remove();
        if (queue.isEmpty()) {
            kept.remove(name);
        }
        return signal;
    }

    synchronized List<State> state() {
        List<State> all = new ArrayList<>();
        kept.forEach((name, queue) -> queue.forEach(signal -> all.add(state(signal.number(), name, signal.payload()))));
        return all;
    }

    static State state(long number, String name, @Nullable Object payload) {
        return new State().put("number", number).put("name", name).putValue("payload", payload);
    }

    synchronized void restore(State signal) {
        long known = signal.number("number", number + 1);
        number = Math.max(number, known);
        keep(signal.text("name"), new Signal(known, signal.value("payload")));
    }
}
