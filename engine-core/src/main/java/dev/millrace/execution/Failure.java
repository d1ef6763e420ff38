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
    ExecutionError asExecutionError() {
        return new ExecutionError(error.title(), error.message(), stepId, stepIndex, error.code());
    }
}
