package dev.millrace.store.jdbc.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistoryPage;
import dev.millrace.history.Retention;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.Clock;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.SqliteDialect;
import dev.millrace.store.jdbc.database.SqliteDialect.Sync;
import dev.millrace.store.jdbc.database.WriterLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history of many executions: every question finds its rows by an index. */
class LargeHistoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String FILL = "INSERT INTO execution (id, workflow_id, workflow_name, triggered_by, status,"
            + " started_at, completed_at, ended_number) VALUES (?, ?, ?, 'api', ?, ?, ?, ?)";

    @TempDir
    private Path directory;

    private Database open() {
        return Database.open(
                SqliteDialect.in(directory, Sync.SYSTEM),
                new WriterLimits(1_000, Duration.ofMinutes(2), 2),
                (what, key, reason) -> {});
    }

    /** A hundredth of them has failed; there are two hundred workflows. */
    private static void fill(Database database, int executions) {
        for (int first = 0; first < executions; first += 10_000) {
            int from = first;
            int to = Math.min(executions, first + 10_000);
            database.write(session -> {
                for (int i = from; i < to; i++) {
                    long start = START.toEpochMilli() + i;
                    String status = i % 100 == 0 ? "FAILED" : "COMPLETED";
                    session.append(FILL, "e" + i, "w" + i % 200, "W", status, start, start + 5, (long) i);
                }
                return true;
            });
        }
    }

    private static String planOf(Database database, HistoryFilter filter) {
        Condition condition = Condition.of(filter, database);
        List<String> plan = database.read(session -> session.list(
                "EXPLAIN QUERY PLAN " + JdbcExecutionHistory.pageOf(condition),
                row -> row.text("detail"),
                condition.valuesAnd(20, 0)));
        return String.join("\n", plan);
    }

    private static String planOfCount(Database database, HistoryFilter filter) {
        Condition condition = Condition.of(filter, database);
        List<String> plan = database.read(session -> session.list(
                "EXPLAIN QUERY PLAN " + JdbcExecutionHistory.countOf(condition),
                row -> row.text("detail"),
                condition.valuesAnd()));
        return String.join("\n", plan);
    }

    @Test
    void every_filter_finds_its_page_and_its_total_by_an_index() {
        try (Database database = open()) {
            fill(database, 20_000);
            HistoryFilter any = HistoryFilter.any();

            assertThat(planOf(database, any)).contains("execution_by_start").doesNotContain("TEMP B-TREE");
            assertThat(planOf(database, any.startedFrom(START).startedTo(START.plusSeconds(1))))
                    .contains("SEARCH execution USING INDEX execution_by_start")
                    .doesNotContain("TEMP B-TREE");
            assertThat(planOf(database, any.ofWorkflow("w1").startedFrom(START)))
                    .contains("SEARCH execution USING INDEX execution_by_workflow")
                    .doesNotContain("TEMP B-TREE");
            assertThat(planOf(database, any.ofWorkflows(Set.of("w1", "w2")).startedFrom(START)))
                    .contains("SEARCH execution USING INDEX execution_by_");
            assertThat(planOf(database, any.in(ExecutionStatus.FAILED)))
                    .contains("SEARCH execution USING INDEX execution_by_status")
                    .doesNotContain("TEMP B-TREE");
            assertThat(planOf(database, any.in(ExecutionStatus.FAILED, ExecutionStatus.TIMEOUT)))
                    .contains("USING INDEX");
            assertThat(planOf(database, any.ofExecution("e1"))).contains("SEARCH execution USING INDEX");
            assertThat(planOfCount(database, any)).contains("USING COVERING INDEX");
            assertThat(planOfCount(database, any.in(ExecutionStatus.FAILED))).contains("USING COVERING INDEX");
            assertThat(planOfCount(database, any.ofWorkflow("w1").startedFrom(START)))
                    .contains("USING COVERING INDEX");
            assertThat(planOfCount(database, any.ofWorkflows(Set.of("w1", "w2"))))
                    .contains("SEARCH execution USING COVERING INDEX execution_by_workflow");
        }
    }

    @Test
    void answers_are_right_among_many() {
        try (Database database = open()) {
            fill(database, 20_000);
            ExecutionHistory history = history(database, 20_000);

            HistoryPage page = history.list(HistoryFilter.any().in(ExecutionStatus.FAILED), 10, 5);
            assertThat(page.total()).isEqualTo(200);
            assertThat(page.executions())
                    .extracting(execution -> execution.executionId())
                    .containsExactly("e18900", "e18800", "e18700", "e18600", "e18500");
            assertThat(history.statistics(HistoryFilter.any()).completed()).isEqualTo(19_800);
            Set<String> everyTenth =
                    IntStream.range(0, 20).mapToObj(number -> "w" + 10 * number).collect(Collectors.toSet());
            assertThat(history.list(HistoryFilter.any().ofWorkflows(everyTenth), 0, 1)
                            .total())
                    .isEqualTo(2_000);
            assertThat(history.delete(HistoryFilter.any().ofWorkflow("w0"))).isEqualTo(100);
            assertThat(history.list(HistoryFilter.any(), 0, 1).total()).isEqualTo(19_900);
        }
    }

    private static ExecutionHistory history(Database database, int executions) {
        return new JdbcExecutionHistory(
                database, new Retention(2 * executions, Duration.ofDays(100_000)), Clock.system());
    }

    /** Prints how long each question takes among a million. */
    @Test
    @Tag("by-hand")
    void million_executions() {
        try (Database database = open()) {
            int million = 1_000_000;
            timed("fill", () -> {
                fill(database, million);
                return "";
            });
            ExecutionHistory history = history(database, million);
            HistoryFilter any = HistoryFilter.any();
            timed("first page", () -> history.list(any, 0, 20).total());
            timed("page 10,000", () -> history.list(any, 200_000, 20).total());
            timed(
                    "failed",
                    () -> history.list(any.in(ExecutionStatus.FAILED), 0, 20).total());
            timed(
                    "failed or timed out",
                    () -> history.list(any.in(ExecutionStatus.FAILED, ExecutionStatus.TIMEOUT), 0, 20)
                            .total());
            timed(
                    "of a workflow",
                    () -> history.list(any.ofWorkflow("w7"), 0, 20).total());
            timed(
                    "of an hour",
                    () -> history.list(any.startedFrom(START.plusSeconds(600)), 0, 20)
                            .total());
            timed(
                    "statistics of all",
                    () -> history.statistics(HistoryFilter.any()).total());
            timed(
                    "statistics of a minute",
                    () -> history.statistics(any.startedFrom(START.plusSeconds(940)))
                            .total());
            timed("delete a workflow", () -> history.delete(any.ofWorkflow("w7")));
        }
    }

    private static void timed(String what, Supplier<?> question) {
        long before = System.nanoTime();
        Object answer = question.get();
        System.out.printf("%-24s %8.1f ms  %s%n", what, (System.nanoTime() - before) / 1e6, answer);
    }
}
