package dev.millrace.store.jdbc.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.store.ExecutionStore;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.ManualClock;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Dialect;
import dev.millrace.store.jdbc.database.PostgresDialect;
import dev.millrace.store.jdbc.database.SqliteDialect;
import dev.millrace.store.jdbc.database.WriterLimits;
import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import dev.millrace.workflow.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long definitions are kept. */
class DefinitionsTest {
    private static final Duration DAYS = Duration.ofDays(3);

    private static Workflow workflow(String content) {
        return Workflow.builder("W")
                .id("w")
                .step("s", "log", Map.of("message", content))
                .build();
    }

    private abstract static class OnDatabase {
        private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
        private Database database;
        private ExecutionStore executions;
        private ExecutionStore ofAnotherProcess;

        abstract Dialect emptyDatabase();

        @BeforeEach
        void open() {
            database = Database.open(
                    emptyDatabase(), new WriterLimits(100, Duration.ofSeconds(30), 1), (what, key, reason) -> {});
            executions = new JdbcExecutionStore(database, Fence.NONE, clock);
            ofAnotherProcess = new JdbcExecutionStore(database, Fence.NONE, clock);
        }

        @AfterEach
        void close() {
            database.close();
        }

        private void start(String id, Workflow workflow) {
            executions.keep(workflow);
            executions
                    .append(new JournalRecord(id, "w", workflow.contentHash(), 1, JournalRecord.Kind.SNAPSHOT, "{}"))
                    .join();
        }

        /** Somebody starts something else, which is when old definitions go. */
        private void after(Duration time) {
            clock.advance(time);
            ofAnotherProcess.keep(workflow("at " + clock.epochMillis()));
        }

        private boolean isKept(Workflow workflow) {
            return executions.definition(workflow.contentHash()).isPresent();
        }

        @Test
        void definition_stays_a_day_for_a_start_whose_journal_has_not_begun() {
            Workflow workflow = workflow("new");
            executions.keep(workflow);

            after(Duration.ofHours(24));
            assertThat(isKept(workflow)).isTrue();

            after(Duration.ofHours(1));
            assertThat(isKept(workflow)).isFalse();
        }

        @Test
        void definition_of_an_execution_stays_as_long_as_its_journal() {
            Workflow workflow = workflow("executed");
            start("e", workflow);

            after(DAYS);
            assertThat(isKept(workflow)).isTrue();

            executions.remove("e").join();
            after(DAYS);
            assertThat(isKept(workflow)).isFalse();
        }

        @Test
        void definition_that_an_execution_has_called_stays_as_long_as_its_journal() {
            Workflow called = workflow("called");
            start("e", workflow("calls"));
            start("other", workflow("calls another time"));
            executions.keepFor("e", called);
            executions.keepFor("e", called);

            executions.remove("other").join();
            after(DAYS);
            assertThat(isKept(called)).isTrue();

            executions.remove("e").join();
            after(DAYS);
            assertThat(isKept(called)).isFalse();
        }

        @Test
        void definition_that_another_process_has_removed_is_kept_anew_by_the_next_start() {
            Workflow workflow = workflow("now and then");
            executions.keep(workflow);
            after(DAYS);
            assertThat(isKept(workflow)).isFalse();

            executions.keep(workflow);

            assertThat(isKept(workflow)).isTrue();
        }

        @Test
        void start_whose_definition_is_known_to_be_kept_has_most_of_a_day_too() {
            Workflow workflow = workflow("started all the time");
            for (int hour = 0; hour < 30; hour++) {
                executions.keep(workflow);
                clock.advance(Duration.ofMinutes(59));
            }

            after(Duration.ofHours(22));

            assertThat(isKept(workflow)).isTrue();
        }

        @Test
        void execution_that_calls_a_workflow_does_not_wait_until_the_database_can_write() {
            Workflow called = workflow("called");
            start("e", workflow("calls"));
            CompletableFuture<Boolean> isBack = new CompletableFuture<>();
            database.submit(session -> isBack.join());

            executions.keepFor("e", called);
            isBack.complete(true);

            assertThat(executions.find("e"))
                    .as("behind what was written before")
                    .isPresent();
            assertThat(isKept(called)).isTrue();
        }

        @Test
        void many_definitions_and_the_calls_of_many_executions_go_at_once() {
            int many = 2_500;
            start("e0", workflow("calls"));
            for (int i = 0; i < many; i++) {
                Workflow called = workflow("called " + i);
                executions.keepFor("e0", called);
            }
            executions.remove("e0").join();

            after(DAYS);

            assertThat(database.<Long>read(session -> session.number("SELECT COUNT(*) FROM definition")))
                    .isEqualTo(1);
            assertThat(database.<Long>read(session -> session.number("SELECT COUNT(*) FROM definition_use")))
                    .isZero();
        }
    }

    @Nested
    class OnSqlite extends OnDatabase {
        @TempDir
        private Path directory;

        @Override
        Dialect emptyDatabase() {
            return SqliteDialect.in(directory, SqliteDialect.Sync.SYSTEM);
        }
    }

    @Nested
    class OnPostgres extends OnDatabase {
        @Override
        Dialect emptyDatabase() {
            TestDatabase server = TestPostgres.shared().newDatabase();
            return new PostgresDialect(server::connect, "millrace", "test");
        }
    }
}
