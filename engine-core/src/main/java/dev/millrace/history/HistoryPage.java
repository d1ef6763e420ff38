package dev.millrace.history;

import java.util.List;

/**
 * A part of a list of executions.
 *
 * @param executions newest start first
 * @param total how many the filter accepts in all
 */
public record HistoryPage(List<ExecutionSummary> executions, int total) {
    public HistoryPage {
        executions = List.copyOf(executions);
    }
}
