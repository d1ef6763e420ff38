package dev.millrace.store.jdbc.history;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistoryPage;
import dev.millrace.history.HistoryStatistics;
import dev.millrace.history.Retention;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import dev.millrace.store.Clock;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Ids;
import dev.millrace.store.jdbc.database.LargeText;
import dev.millrace.store.jdbc.database.Row;
import dev.millrace.store.jdbc.database.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executions as rows, each with its place by start, and what one that is over has left beside it. Times are whole
 * milliseconds, as the engine's clock gives them.
 *
 * <p>What is too old goes before anybody can see it. Of what is too much up to a hundredth more is kept for a while, so
 * that it can go in numbers.
 */
public final class JdbcExecutionHistory implements ExecutionHistory {
    private static final String FORGET = "DELETE FROM execution WHERE id = ?";
    private static final String INSERT = "INSERT INTO execution (workflow_id, workflow_name, triggered_by, status,"
            + " started_at, completed_at, error, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String NEXT_END =
            "(SELECT COALESCE(MAX(ended_number), 0) + 1 FROM execution WHERE ended_number IS NOT NULL)";
    private static final String INSERT_OVER = "INSERT INTO execution (workflow_id, workflow_name, triggered_by, status,"
            + " started_at, completed_at, error, id, ended_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, " + NEXT_END + ")";
    private static final String INSERT_OVER_IF_NEW = INSERT_OVER + " ON CONFLICT (id) DO NOTHING";
    private static final String END = "UPDATE execution SET workflow_id = ?, workflow_name = ?, triggered_by = ?,"
            + " status = ?, started_at = ?, completed_at = ?, error = ?, ended_number = " + NEXT_END
            + " WHERE id = ? AND ended_number IS NULL";
    private static final String KEEP_VIEW =
            "INSERT INTO execution_view (execution_number, content) SELECT number, ? FROM execution WHERE id = ?";
    private static final String FIND =
            "SELECT content FROM execution JOIN execution_view ON execution_number = number WHERE id = ?";
    private static final String ADD_LOG = "INSERT INTO execution_log (execution_id, content) VALUES (?, ?)";
    private static final String LOG = "SELECT content FROM execution_log WHERE execution_id = ? ORDER BY number";
    private static final String FORGET_LOG = "DELETE FROM execution_log WHERE execution_id = ?";
    private static final String COUNT = "SELECT COUNT(*) FROM execution WHERE ";
    private static final String PAGE = "SELECT id, workflow_id, workflow_name, triggered_by, status, started_at,"
            + " completed_at, error FROM execution WHERE ";
    private static final String NEWEST_FIRST = " ORDER BY started_at DESC, number DESC LIMIT ? OFFSET ?";
    private static final String HAS_TOO_OLD = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM execution"
            + " WHERE completed_at IS NOT NULL AND completed_at < ? LIMIT 1) AS old";
    private static final String DELETE_THOSE =
            "DELETE FROM execution WHERE number IN (SELECT number FROM execution WHERE ";
    private static final String DELETE_TOO_OLD =
            DELETE_THOSE + "completed_at IS NOT NULL AND completed_at < ? ORDER BY completed_at LIMIT ?)";
    private static final String DELETE_TOO_MANY = DELETE_THOSE + "ended_number IS NOT NULL AND ended_number <="
            + " (SELECT ended_number FROM execution WHERE ended_number IS NOT NULL"
            + " ORDER BY ended_number DESC LIMIT 1 OFFSET ?) ORDER BY ended_number LIMIT ?)";

    /** Rows that go in one transaction: few enough for the changes that wait behind it. */
    private static final int CHUNK = 2_000;

    private static final Logger WARNINGS = LoggerFactory.getLogger(JdbcExecutionHistory.class);

    private final Database database;
    private final Retention retention;
    private final Clock clock;
    private final int endsBetweenPruning;
    private final AtomicInteger ends = new AtomicInteger();

    public JdbcExecutionHistory(Database database, Retention retention, Clock clock) {
        this.database = database;
        this.retention = retention;
        this.clock = clock;
        this.endsBetweenPruning = Math.min(CHUNK / 4, Math.max(1, retention.maxExecutions() / 100));
    }

    // ---------------------------------------------------------------- what is told

    /** @throws IllegalArgumentException if an id has more than 512 characters */
    @Override
    public void started(ExecutionSummary execution) {
        checkIds(execution);
        database.write(session -> {
            session.update(FORGET, execution.executionId());
            put(INSERT, execution, session);
            return true;
        });
    }

    private static void checkIds(ExecutionSummary execution) {
        Ids.checked("execution", execution.executionId());
        Ids.checked("workflow", execution.workflowId());
    }

    private static long start(ExecutionSummary execution) {
        return execution.startedAt().map(Condition::millis).orElse(Condition.NO_START);
    }

    private static @Nullable Long end(ExecutionSummary execution) {
        return execution.completedAt().map(Condition::millis).orElse(null);
    }

    /** Without waiting for the commit; what is told of the end is committed after it. */
    @Override
    public void logged(String executionId, List<LogEntry> entries) {
        LargeText content = LargeText.of(ViewJson.writeLog(entries));
        database.submit(session -> session.update(ADD_LOG, executionId, content))
                .whenComplete((added, failure) -> {
                    if (failure != null) {
                        WARNINGS.warn("Part of the log of execution {} is lost", executionId, failure);
                    }
                });
    }

    /** By the writer, behind all that was told before. */
    @Override
    public List<LogEntry> log(String executionId) {
        List<LogEntry> log = new ArrayList<>();
        for (LargeText content :
                database.write(session -> session.list(LOG, row -> row.largeText("content"), executionId))) {
            database.decoded("log of execution", executionId, () -> ViewJson.readLog(content.text()))
                    .ifPresent(log::addAll);
        }
        return log;
    }

    /** @throws IllegalArgumentException if an id has more than 512 characters */
    @Override
    public void ended(ExecutionView execution) {
        ExecutionSummary summary = ExecutionSummary.of(execution);
        checkIds(summary);
        LargeText content = LargeText.of(ViewJson.write(execution));
        boolean pruning = ends.incrementAndGet() % endsBetweenPruning == 0;
        database.write(session -> {
            ended(summary, content, session);
            if (pruning) {
                session.update(DELETE_TOO_OLD, oldest(), CHUNK);
                session.update(DELETE_TOO_MANY, retention.maxExecutions(), CHUNK);
            }
            return true;
        });
    }

    /** Most have never been listed, as they were short: one statement is all it takes to list them. */
    private static void ended(ExecutionSummary execution, LargeText content, Session session) throws SQLException {
        if (put(INSERT_OVER_IF_NEW, execution, session) == 0 && put(END, execution, session) == 0) {
            session.update(FORGET, execution.executionId());
            put(INSERT_OVER, execution, session);
        }
        session.update(KEEP_VIEW, content, execution.executionId());
        session.update(FORGET_LOG, execution.executionId());
    }

    /** @return how many rows it has become: one, or none if the statement did not suit what was there */
    private static int put(String sql, ExecutionSummary execution, Session session) throws SQLException {
        return session.update(
                sql,
                execution.workflowId(),
                execution.workflowName(),
                execution.triggeredBy(),
                execution.status().name(),
                start(execution),
                end(execution),
                execution.error(),
                execution.executionId());
    }

    // ---------------------------------------------------------------- what goes

    private long oldest() {
        return clock.epochMillis() - retention.maxAge().toMillis();
    }

    private void removeTooOld() {
        long oldest = oldest();
        boolean any = database.read(session -> session.number(HAS_TOO_OLD, oldest)) > 0;
        for (int removed = CHUNK; any && removed == CHUNK; ) {
            removed = database.write(session -> session.update(DELETE_TOO_OLD, oldest, CHUNK));
        }
    }

    /** In transactions of some thousand executions each, so that others are not kept waiting. */
    @Override
    public int delete(HistoryFilter filter) {
        removeTooOld();
        Condition condition = Condition.of(filter, database).andIsOver();
        int all = 0;
        int removed;
        do {
            removed = database.write(session ->
                    session.update(DELETE_THOSE + condition.sql() + " LIMIT ?)", condition.valuesAnd(CHUNK)));
            all += removed;
        } while (removed == CHUNK);
        return all;
    }

    // ---------------------------------------------------------------- what is asked

    @Override
    public Optional<ExecutionView> find(String executionId) {
        removeTooOld();
        return database.read(session -> session.first(FIND, row -> row.largeText("content"), executionId))
                .flatMap(content -> database.decoded(
                        "execution that is over", executionId, () -> ViewJson.read(executionId, content.text())));
    }

    @Override
    public HistoryPage list(HistoryFilter filter, int offset, int limit) {
        removeTooOld();
        Condition condition = Condition.of(filter, database);
        return database.readAtOnce(session -> new HistoryPage(
                session.list(pageOf(condition), JdbcExecutionHistory::summary, condition.valuesAnd(limit, offset)),
                (int) session.number(countOf(condition), condition.valuesAnd())));
    }

    static String pageOf(Condition condition) {
        return PAGE + condition.sql() + NEWEST_FIRST;
    }

    static String countOf(Condition condition) {
        return COUNT + condition.sql();
    }

    private static ExecutionSummary summary(Row row) throws SQLException {
        long start = row.number("started_at");
        return new ExecutionSummary(
                row.text("id"),
                row.text("workflow_id"),
                row.text("workflow_name"),
                row.text("triggered_by"),
                ExecutionStatus.valueOf(row.text("status")),
                start == Condition.NO_START ? Optional.empty() : Optional.of(Instant.ofEpochMilli(start)),
                time(row.optionalNumber("completed_at")),
                row.optionalText("error").orElse(null));
    }

    private static Optional<Instant> time(OptionalLong millis) {
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }

    @Override
    public HistoryStatistics statistics(HistoryFilter filter) {
        removeTooOld();
        return database.readAtOnce(new StatisticsQuery(filter, database));
    }
}
