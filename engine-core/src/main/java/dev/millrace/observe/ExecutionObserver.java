package dev.millrace.observe;

import java.time.Duration;

/**
 * Told of everything that happens in executions, on the thread where it happens.
 *
 * <p>Must be thread-safe, must not block and should not throw: what it throws is logged and otherwise ignored. Given to
 * the engine's builder; with no observer and no history nothing is recorded and nothing is paid.
 */
public interface ExecutionObserver {
    default void executionStarted(ExecutionEvent execution) {}

    default void executionEnded(ExecutionEvent execution, ExecutionView end) {}

    default void stepStarted(ExecutionEvent execution, StepEvent step) {}

    default void stepCompleted(ExecutionEvent execution, StepEvent step) {}

    /** An attempt failed; what follows is told by the next call. */
    default void stepFailed(ExecutionEvent execution, StepEvent step) {}

    /** The step failed for good and its policy let the execution go on. */
    default void stepSkipped(ExecutionEvent execution, StepEvent step) {}

    /** The step failed and will be tried again after {@code wait}. */
    default void stepRetried(ExecutionEvent execution, StepEvent step, Duration wait) {}

    /** The step reported how far it is; {@code share} is 0 to 1, or NaN when unknown. */
    default void stepProgressed(ExecutionEvent execution, StepEvent step, String message, double share) {}

    default void logged(ExecutionEvent execution, LogEntry entry) {}
}
