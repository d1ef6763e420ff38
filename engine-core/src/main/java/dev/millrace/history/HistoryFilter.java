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
 * @param workflowIds of one of these workflows; null for any, and none is accepted if it is empty
 * @param statuses one of these; empty for any. One under way is {@link ExecutionStatus#RUNNING}, be it waiting or paused
 * @param startedFrom started then or later; null for any
 * @param startedTo started then or earlier; null for any
 */
public record HistoryFilter(
        @Nullable String executionId,
        @Nullable Set<String> workflowIds,
        Set<ExecutionStatus> statuses,
        @Nullable Instant startedFrom,
        @Nullable Instant startedTo) {
    private static final HistoryFilter ANY = new HistoryFilter(null, null, Set.of(), null, null);

    public HistoryFilter {
        workflowIds = workflowIds == null ? null : Set.copyOf(workflowIds);
        statuses = Set.copyOf(statuses);
    }

    /** All executions. */
    public static HistoryFilter any() {
        return ANY;
    }

    public HistoryFilter ofExecution(String id) {
        return new HistoryFilter(id, workflowIds, statuses, startedFrom, startedTo);
    }

    public HistoryFilter ofWorkflow(String id) {
        return ofWorkflows(Set.of(id));
    }

    /** Those of one of these workflows; of no workflow, if there is none among them. */
    public HistoryFilter ofWorkflows(Set<String> ids) {
        return new HistoryFilter(executionId, ids, statuses, startedFrom, startedTo);
    }

    /** Those with one of these statuses. */
    public HistoryFilter in(ExecutionStatus... wanted) {
        return new HistoryFilter(executionId, workflowIds, Set.of(wanted), startedFrom, startedTo);
    }

    /** Those that started at this time or later. */
    public HistoryFilter startedFrom(Instant earliest) {
        return new HistoryFilter(executionId, workflowIds, statuses, earliest, startedTo);
    }

    /** Those that started at this time or earlier. */
    public HistoryFilter startedTo(Instant latest) {
        return new HistoryFilter(executionId, workflowIds, statuses, startedFrom, latest);
    }

    /** True for an execution that is meant. One whose start nobody recorded fulfils no condition about it. */
    public boolean accepts(ExecutionSummary execution) {
        return (executionId == null || executionId.equals(execution.executionId()))
                && (workflowIds == null || workflowIds.contains(execution.workflowId()))
                && (statuses.isEmpty() || statuses.contains(execution.status()))
                && (startedFrom == null && startedTo == null
                        || execution.startedAt().filter(this::isBetween).isPresent());
    }

    private boolean isBetween(Instant start) {
        return (startedFrom == null || !start.isBefore(startedFrom))
                && (startedTo == null || !start.isAfter(startedTo));
    }
}
