package dev.millrace.execution;

import dev.millrace.observe.ExecutionObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who are told of one execution. Immutable.
 *
 * @param observers the engine's, told of every execution
 * @param watchers told of this one only, each once
 */
record Audience(List<ExecutionObserver> observers, List<ExecutionObserver> watchers) {
    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    Audience {
        observers = List.copyOf(observers);
        watchers = List.copyOf(watchers);
    }

    /** Null if there is nobody, so that whoever has something to tell sees it at a glance. */
    static @Nullable Audience of(List<ExecutionObserver> observers, List<ExecutionObserver> watchers) {
        return observers.isEmpty() && watchers.isEmpty() ? null : new Audience(observers, watchers);
    }

    Audience with(ExecutionObserver watcher) {
        List<ExecutionObserver> more = new ArrayList<>(watchers);
        if (!more.contains(watcher)) {
            more.add(watcher);
        }
        return new Audience(observers, more);
    }

    @Nullable
    Audience without(ExecutionObserver watcher) {
        List<ExecutionObserver> fewer = new ArrayList<>(watchers);
        fewer.remove(watcher);
        return of(observers, fewer);
    }

    void tell(Consumer<ExecutionObserver> call) {
        tell(observers, call);
        tell(watchers, call);
    }

    private static void tell(List<ExecutionObserver> told, Consumer<ExecutionObserver> call) {
        for (ExecutionObserver observer : told) {
            try {
                call.accept(observer);
            } catch (RuntimeException e) {
                LOG.warn("An observer failed; the execution goes on", e);
            }
        }
    }
}
