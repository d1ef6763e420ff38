package dev.millrace.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An execution as it stood at one moment. Immutable copies: a view taken from a running execution does not change.
 *
 * @param callerId who had it started, as the host named them; empty for nobody that it knows
 * @param outputs step id → output id → value, of the steps that have given outputs, in step order
 * @param variables the named variables
 * @param output what an output step set last, which may be null; null if none did
 * @param outputSet an output step has run
 * @param returnValue what a return step gave; null if none did
 * @param error why it failed; null unless it failed
 * @param currentSteps indices of the steps it stands at: one, or one for each running branch
 * @param log the newest entries, oldest first; empty when nobody keeps a history
 * @param truncated of what only the beginning was kept, as it was large: see {@link dev.millrace.history.ExecutionHistory}
 */
public record ExecutionView(
        String id,
        String workflowId,
        String workflowName,
        String triggeredBy,
        String callerId,
        ExecutionStatus status,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        List<Integer> currentSteps,
        int totalSteps,
        Map<String, Map<String, @Nullable Object>> outputs,
        Map<String, @Nullable Object> variables,
        @Nullable Object output,
        boolean outputSet,
        @Nullable Object returnValue,
        @Nullable ExecutionError error,
        List<LogEntry> log,
        Set<Part> truncated) {
    /** Where an execution has its values. */
    public enum Part {
        OUTPUTS,
        VARIABLES,
        OUTPUT,
        RETURN_VALUE
    }

    public ExecutionView {
        truncated = Set.copyOf(truncated);
    }

    /** A copy with these instead, of which {@code truncated} are not whole. */
    public ExecutionView withValues(
            Map<String, Map<String, @Nullable Object>> outputs,
            Map<String, @Nullable Object> variables,
            @Nullable Object output,
            @Nullable Object returnValue,
            Set<Part> truncated) {
        return new ExecutionView(
                id,
                workflowId,
                workflowName,
                triggeredBy,
                callerId,
                status,
                startedAt,
                completedAt,
                currentSteps,
                totalSteps,
                outputs,
                variables,
                output,
                outputSet,
                returnValue,
                error,
                log,
                truncated);
    }

    /** From start to end; empty while it runs, or when nobody recorded the times. */
    public Optional<Duration> duration() {
        return startedAt.flatMap(start -> completedAt.map(end -> Duration.between(start, end)));
    }
}
