package dev.millrace.history;

import dev.millrace.observe.ExecutionStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which executions are meant: those that fulfil every condition. Immutable.
 *
 * <pre>{@code
 * history.list(HistoryFilter.any().ofWorkflow("report").in(ExecutionStatus.FAILED, ExecutionStatus.TIMEOUT), 0, 20);
 * }</pre>
 *
 * @param executionId null for any
 * @param workflowId null for any
 * @param statuses one of these; empty for any. One under way is {@link ExecutionStatus#RUNNING}, be it waiting or paused
 * @param startedFrom started then or later; null for any
 * @param startedTo started then or earlier; null for any
 */
public record HistoryFilter(
        @Nullable String executionId,
        @Nullable String workflowId,
        Set<ExecutionStatus> statuses,
        @Nullable Instant startedFrom,
        @Nullable Instant startedTo) {
    private static final HistoryFilter ANY = new HistoryFilter(null, null, Set.of(), null, null);

    public HistoryFilter {
        statuses = Set.copyOf(statuses);
    }

    /** All executions. */
    public static HistoryFilter any() {
        return ANY;
    }

    public HistoryFilter ofExecution(String id) {
        return new HistoryFilter(id, workflowId, statuses, startedFrom, startedTo);
    }

    public HistoryFilter ofWorkflow(String id) {
        return new HistoryFilter(executionId, id, statuses, startedFrom, startedTo);
    }

    /** Those with one of these statuses. */
    public HistoryFilter in(ExecutionStatus... wanted) {
        return new HistoryFilter(executionId, workflowId, Set.of(wanted), startedFrom, startedTo);
    }

    /** Those that started at this time or later. */
    public HistoryFilter startedFrom(Instant earliest) {
        return new HistoryFilter(executionId, workflowId, statuses, earliest, startedTo);
    }

    /** Those that started at this time or earlier. */
    public HistoryFilter startedTo(Instant latest) {
        return new HistoryFilter(executionId, workflowId, statuses, startedFrom, latest);
    }

    /** True for an execution that is meant. One whose start nobody recorded fulfils no condition about it. */
    public boolean accepts(ExecutionSummary execution) {
        return (executionId == null || executionId.equals(execution.executionId()))
                && (workflowId == null || workflowId.equals(execution.workflowId()))
                && (statuses.isEmpty() || statuses.contains(execution.status()))
                && (startedFrom == null && startedTo == null
                        || execution.startedAt().filter(this::isBetween).isPresent());
    }

    private boolean isBetween(Instant start) {
        return (startedFrom == null || !start.isBefore(startedFrom))
                && (startedTo == null || !start.isAfter(startedTo));
    }
}
