package dev.millrace.proxy;

import dev.millrace.module.CancellationToken;
import dev.millrace.module.LogLevel;
import dev.millrace.module.StepContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Where a call comes from. Immutable; the methods return changed copies.
 *
 * @param caller what the log shows unless the call says otherwise: such as {@code flow_script}
 * @param executionId empty outside of workflows, as the other ids
 * @param place the same for every attempt of the step in this place of its execution, and for no other: the idempotency key
 *     is made of it
 * @param callNumber which call of its step or script it is, from 1
 * @param mayRepeat the step may be done again after an uncertain failure, so that a platform that can should drop repeats
 * @param timeLeft shortens the call; empty: only its own limits hold
 * @param log takes lines for the execution's log
 */
public record CallContext(
        String caller,
        String executionId,
        String workflowId,
        String stepId,
        String place,
        int callNumber,
        boolean mayRepeat,
        Optional<Duration> timeLeft,
        BiConsumer<LogLevel, String> log) {
    /** Outside of workflows. */
    public static CallContext of(String caller) {
        return new CallContext(caller, "", "", "", "", 1, false, Optional.empty(), (level, line) -> {});
    }

    /**
     * Of a step: its ids, the time it has left now, its log until the attempt ends, and whether it may be done again.
     *
     * @param caller what the log of calls shows unless the call says otherwise
     */
    public static CallContext of(String caller, StepContext step) {
        CancellationToken ended = step.cancellation();
        BiConsumer<LogLevel, String> log = (level, line) -> {
            if (!ended.isCancelled()) {
                step.log(level, line, Map.of());
            }
        };
        return new CallContext(
                caller,
                step.executionId(),
                step.workflowId(),
                step.stepId(),
                step.idempotencyKey(),
                1,
                step.maxAttempts() > 1,
                step.timeLeft(),
                log);
    }

    public CallContext ofStep(String execution, String workflow, String step, String placeInExecution) {
        return new CallContext(
                caller, execution, workflow, step, placeInExecution, callNumber, mayRepeat, timeLeft, log);
    }

    public CallContext numbered(int number) {
        return new CallContext(caller, executionId, workflowId, stepId, place, number, mayRepeat, timeLeft, log);
    }

    public CallContext within(Optional<Duration> limit) {
        return new CallContext(caller, executionId, workflowId, stepId, place, callNumber, mayRepeat, limit, log);
    }

    public CallContext repeatable() {
        return new CallContext(caller, executionId, workflowId, stepId, place, callNumber, true, timeLeft, log);
    }

    public CallContext logging(BiConsumer<LogLevel, String> lines) {
        return new CallContext(caller, executionId, workflowId, stepId, place, callNumber, mayRepeat, timeLeft, lines);
    }
}
