package dev.millrace.execution;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.observe.ExecutionObserver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine records of its executions.
 *
 * @param keepsHistory executions keep the newest of their steps and log entries
 * @param maxEntries how many they keep
 * @param observers told of everything
 * @param executions told of each start and end; null if nobody keeps them
 */
public record Recordings(
        boolean keepsHistory,
        int maxEntries,
        List<ExecutionObserver> observers,
        @Nullable ExecutionHistory executions) {
    public Recordings {
        observers = List.copyOf(observers);
    }

    /** The recording of a new execution; null if there is nothing to record. */
    @Nullable
    Recording begin(Execution execution) {
        if (!keepsHistory && observers.isEmpty() && executions == null) {
            return null;
        }
        return new Recording(execution, this);
    }
}
