package dev.millrace.history;

import dev.millrace.observe.ExecutionStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many executions there were, and how they ended (document 001, system statistics).
 *
 * @param total all of them: the four counts that follow together
 * @param failed those that failed or ran out of time
 * @param averageDuration of those that completed; empty if none did
 * @param topWorkflows the five workflows with most executions, most first
 */
public record HistoryStatistics(
        int total,
        int completed,
        int failed,
        int cancelled,
        int running,
        Optional<Duration> averageDuration,
        List<WorkflowCount> topWorkflows) {
    private static final int TOP = 5;

    public HistoryStatistics {
        topWorkflows = List.copyOf(topWorkflows);
    }

    /**
     * The executions of one workflow.
     *
     * @param workflowName as the newest of them knows it
     */
    public record WorkflowCount(String workflowId, String workflowName, int executions) {
        private WorkflowCount and(WorkflowCount older) {
            return new WorkflowCount(workflowId, workflowName, executions + older.executions);
        }
    }

    /** Counts executions, given newest start first. */
    public static HistoryStatistics of(Collection<ExecutionSummary> executions) {
        Map<ExecutionStatus, Integer> ends = new EnumMap<>(ExecutionStatus.class);
        Map<String, WorkflowCount> workflows = new LinkedHashMap<>();
        Duration together = Duration.ZERO;
        for (ExecutionSummary execution : executions) {
            ends.merge(execution.status(), 1, Integer::sum);
            if (execution.status() == ExecutionStatus.COMPLETED) {
                together = together.plus(execution.duration().orElse(Duration.ZERO));
            }
            workflows.merge(
                    execution.workflowId(),
                    new WorkflowCount(execution.workflowId(), execution.workflowName(), 1),
                    WorkflowCount::and);
        }
        int completed = ends.getOrDefault(ExecutionStatus.COMPLETED, 0);
        int failed = ends.getOrDefault(ExecutionStatus.FAILED, 0) + ends.getOrDefault(ExecutionStatus.TIMEOUT, 0);
        int cancelled = ends.getOrDefault(ExecutionStatus.CANCELLED, 0);
        return new HistoryStatistics(
                executions.size(),
                completed,
                failed,
                cancelled,
                executions.size() - completed - failed - cancelled,
                completed == 0 ? Optional.empty() : Optional.of(together.dividedBy(completed)),
                top(workflows.values()));
    }

    private static List<WorkflowCount> top(Collection<WorkflowCount> workflows) {
        return workflows.stream()
                .sorted(Comparator.comparingInt(WorkflowCount::executions).reversed())
                .limit(TOP)
                .toList();
    }
}
