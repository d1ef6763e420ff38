package dev.millrace.history;

import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An execution as a list shows it (document 001, execution history).
 *
 * @param triggeredBy what started it: {@code manual}, {@code api}, {@code time} …
 * @param status {@link ExecutionStatus#RUNNING} for one under way, be it waiting or paused
 * @param startedAt empty if nobody recorded it
 * @param completedAt empty for one under way
 * @param error what the failed step said; null unless it failed
 */
public record ExecutionSummary(
        String executionId,
        String workflowId,
        String workflowName,
        String triggeredBy,
        ExecutionStatus status,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        @Nullable String error) {

    /** What a list shows of a view. */
    public static ExecutionSummary of(ExecutionView view) {
        ExecutionError error = view.error();
        return new ExecutionSummary(
                view.id(),
                view.workflowId(),
                view.workflowName(),
                view.triggeredBy(),
                view.status().isFinal() ? view.status() : ExecutionStatus.RUNNING,
                view.startedAt(),
                view.completedAt(),
                error == null ? null : error.message());
    }

    /** From start to end; empty for one under way. */
    public Optional<Duration> duration() {
        return startedAt.flatMap(start -> completedAt.map(end -> Duration.between(start, end)));
    }
}
