package dev.millrace.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The signals that have reached an execution and that no step has taken yet. A signal is taken by exactly one wait; one
 * that comes early is kept for the wait to come. Thread-safe: the branches of an execution share it.
 */
final class SignalBox {
    static final int CAPACITY = 1_000;

    /** What came with a signal. */
    record Signal(@Nullable Object payload) {}

    private final Map<String, Queue<Signal>> kept = new LinkedHashMap<>();
    private int size;

    /** @return false if the box is full; the signal is lost then */
    synchronized boolean put(String name, @Nullable Object payload) {
        if (size >= CAPACITY) {
            return false;
        }
        putAlways(name, payload);
        return true;
    }

    synchronized void putAlways(String name, @Nullable Object payload) {
        size++;
        kept.computeIfAbsent(name, unused -> new ArrayDeque<>()).add(new Signal(payload));
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
        kept.forEach((name, queue) ->
                queue.forEach(signal -> all.add(new State().put("name", name).putValue("payload", signal.payload()))));
        return all;
    }
}
