package dev.millrace;

import dev.millrace.execution.Execution;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An execution that is over. Immutable; what it holds is put together when it is asked for. */
public final class ExecutionResult {
    private final ExecutionStatus status;
    private final @Nullable Object output;
    private final Supplier<ExecutionView> view;

    private ExecutionResult(
            ExecutionStatus status, @Nullable Object output, @Nullable Object returned, Supplier<ExecutionView> view) {
        this.status = status;
        this.output = output == null ? returned : output;
        this.view = view;
    }

    /** @param execution over */
    static ExecutionResult of(Execution execution) {
        return new ExecutionResult(execution.end(), execution.output(), execution.returned(), execution::currentView);
    }

    static ExecutionResult of(ExecutionView end) {
        return new ExecutionResult(end.status(), end.output(), end.returnValue(), () -> end);
    }

    public ExecutionStatus status() {
        return status;
    }

    public boolean isCompleted() {
        return status == ExecutionStatus.COMPLETED;
    }

    /** What an output step set, else what a return step gave; null if neither did. */
    public @Nullable Object output() {
        return output;
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
        return view.get();
    }

    @Override
    public String toString() {
        return "execution " + status().id()
                + error().map(error -> ": " + error.message()).orElse("");
    }
}
