package dev.millrace;

import dev.millrace.execution.Execution;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An execution that is over. Immutable; what it holds is put together when it is asked for. */
public final class ExecutionResult {
    private final Execution execution;

    ExecutionResult(Execution execution) {
        this.execution = execution;
    }

    public ExecutionStatus status() {
        return execution.end();
    }

    public boolean isCompleted() {
        return execution.end() == ExecutionStatus.COMPLETED;
    }

    /** What an output step set, else what a return step gave; null if neither did. */
    public @Nullable Object output() {
        Object output = execution.output();
        return output == null ? execution.returned() : output;
    }

    /** The named variables. */
    public Map<String, @Nullable Object> variables() {
        return view().variables();
    }

    /** The outputs of a step; empty if it gave none. */
    public Map<String, @Nullable Object> outputs(String stepId) {
        return view().outputs().getOrDefault(stepId, Map.of());
    }

    /** Why it failed; empty unless it did. */
    public Optional<ExecutionError> error() {
        return Optional.ofNullable(view().error());
    }

    public ExecutionView view() {
        return execution.currentView();
    }

    @Override
    public String toString() {
        return "execution " + status().id()
                + error().map(error -> ": " + error.message()).orElse("");
    }
}
