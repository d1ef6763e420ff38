package dev.millrace.store.jdbc.history;

import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistoryStatistics;
import dev.millrace.history.HistoryStatistics.WorkflowCount;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Question;
import dev.millrace.store.jdbc.database.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts the executions that fulfil a condition. */
final class StatisticsQuery implements Question<HistoryStatistics> {
    private final Condition condition;
    /** The same for the executions of one workflow that is accepted: not to go through all others for each. */
    private final Condition withinWorkflow;

    StatisticsQuery(HistoryFilter filter, Database database) {
        this.condition = Condition.of(filter, database);
        this.withinWorkflow = Condition.of(
                new HistoryFilter(
                        filter.executionId(), null, filter.statuses(), filter.startedFrom(), filter.startedTo()),
                database);
    }

    private record Ends(ExecutionStatus status, int executions, long millis) {}

    @Override
    public HistoryStatistics ask(Session session) throws SQLException {
        Map<ExecutionStatus, Ends> ends = new EnumMap<>(ExecutionStatus.class);
        for (Ends some : byStatus(session)) {
            ends.put(some.status(), some);
        }
        int total = ends.values().stream().mapToInt(Ends::executions).sum();
        int completed = count(ends, ExecutionStatus.COMPLETED);
        int failed = count(ends, ExecutionStatus.FAILED) + count(ends, ExecutionStatus.TIMEOUT);
        int cancelled = count(ends, ExecutionStatus.CANCELLED);
        return new HistoryStatistics(
                total,
                completed,
                failed,
                cancelled,
                total - completed - failed - cancelled,
                Optional.ofNullable(ends.get(ExecutionStatus.COMPLETED))
                        .map(some -> Duration.ofMillis(some.millis()).dividedBy(some.executions())),
                top(session));
    }

    private static int count(Map<ExecutionStatus, Ends> ends, ExecutionStatus status) {
        Ends some = ends.get(status);
        return some == null ? 0 : some.executions();
    }

    private List<Ends> byStatus(Session session) throws SQLException {
        return session.list(
                "SELECT status, COUNT(*) AS executions,"
                        + " SUM(CASE WHEN status = 'COMPLETED' AND started_at > " + Condition.NO_START
                        + " THEN completed_at - started_at END) AS millis"
                        + " FROM execution WHERE " + condition.sql() + " GROUP BY status",
                row -> new Ends(
                        ExecutionStatus.valueOf(row.text("status")),
                        (int) row.number("executions"),
                        row.optionalNumber("millis").orElse(0)),
                condition.valuesAnd());
    }

    /** The name is that of the newest of them; of workflows with as many executions the one with the newest comes first. */
    private List<WorkflowCount> top(Session session) throws SQLException {
        return session.list(
                "SELECT counted.workflow_id AS workflow_id, workflow_name, executions FROM"
                        + " (SELECT workflow_id, COUNT(*) AS executions FROM execution WHERE " + condition.sql()
                        + " GROUP BY workflow_id) AS counted"
                        + " JOIN execution AS newest ON newest.number = (SELECT one.number FROM execution AS one"
                        + " WHERE one.workflow_id = counted.workflow_id AND " + withinWorkflow.sql()
                        + " ORDER BY one.started_at DESC, one.number DESC LIMIT 1)"
                        + " ORDER BY executions DESC, newest.started_at DESC, newest.number DESC LIMIT 5",
                row -> new WorkflowCount(
                        row.text("workflow_id"), row.text("workflow_name"), (int) row.number("executions")),
                condition.valuesAnd(withinWorkflow.valuesAnd()));
    }
}
