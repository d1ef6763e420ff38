package dev.millrace.execution;

import dev.millrace.module.StepError;
import dev.millrace.observe.ExecutionError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure on its way to whoever handles it.
 *
 * @param stepId the step it comes from
 * @param stepIndex its position
 * @param partialOutputs what the step gave before it failed
 */
record Failure(StepError error, String stepId, int stepIndex, Map<String, @Nullable Object> partialOutputs) {
    /** The failure as the block around the step sees it: what the step gave is not the block's. */
    Failure withoutPartialOutputs() {
        return new Failure(error, stepId, stepIndex, Map.of());
    }

    State state() {
        return new State()
                .put("title", error.title())
                .put("message", error.message())
                .put("code", error.code())
                .put("stepId", stepId)
                .put("stepIndex", stepIndex)
                .putValue("partialOutputs", partialOutputs);
    }

    static @Nullable Failure of(State within, String name) {
        if (!within.has(name)) {
            return null;
        }
        State state = within.part(name);
        StepError error = new StepError(state.text("title"), state.text("message"), state.index("code"));
        return new Failure(error, state.text("stepId"), state.index("stepIndex"), state.dictionary("partialOutputs"));
    }

    ExecutionError asExecutionError() {
        return new ExecutionError(error.title(), error.message(), stepId, stepIndex, error.code());
    }
}
