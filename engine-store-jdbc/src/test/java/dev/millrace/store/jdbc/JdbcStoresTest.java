package dev.millrace.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.Retention;
import dev.millrace.module.LogLevel;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.ManualClock;
import dev.millrace.store.RecordChange.Add;
import dev.millrace.store.StoreException;
import dev.millrace.store.StoredExecution;
import dev.millrace.store.StoredRecord;
import dev.millrace.work.Assignment;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All stores together, opened and closed. */
class JdbcStoresTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private static void fill(JdbcStores stores) {
        for (String id : List.of("a", "b")) {
            stores.workflows().save(Workflow.builder("name").id(id).build());
            stores.folders().save(new Folder(id, "F", Optional.empty(), 0, NOW, NOW, Map.of()));
            stores.executions().append(snapshot(id)).join();
            stores.records().commit(new Add(StoredRecord.of("kind", id, "{}")));
            stores.workItems().add(item(id));
            stores.history(Retention.DEFAULT).started(summary(id));
        }
    }

    private static JournalRecord snapshot(String id) {
        return new JournalRecord(id, "w", "hash", 1, JournalRecord.Kind.SNAPSHOT, "{}");
    }

    private static List<String> executions(JdbcStores stores) {
        List<String> ids = new ArrayList<>();
        stores.executions().forEach(execution -> ids.add(execution.executionId()));
        return ids;
    }

    private static WorkItem item(String id) {
        Assignment assignment = new Assignment(
                Assignment.Kind.FILL, "Fill", List.of("ann"), Assignment.Mode.ANY, List.of("submit"), Map.of());
        return WorkItem.open(id, new WorkItem.Origin("e", "w", "s"), assignment, NOW, null);
    }

    private static ExecutionSummary summary(String id) {
        return new ExecutionSummary(
                id, "w", "W", "manual", ExecutionStatus.RUNNING, Optional.of(NOW), Optional.empty(), null);
    }

    private static void assertFilled(JdbcStores stores) {
        assertThat(stores.workflows().list()).extracting(Workflow::id).containsExactly("a", "b");
        assertThat(stores.folders().list()).extracting(Folder::id).containsExactly("a", "b");
        assertThat(executions(stores)).containsExactly("a", "b");
        assertThat(stores.records().list("kind")).extracting(StoredRecord::key).containsExactly("a", "b");
        assertThat(stores.workItems().list(WorkItemFilter.open())).containsExactly(item("a"), item("b"));
        assertThat(stores.history(Retention.DEFAULT)
                        .list(HistoryFilter.any(), 0, 9)
                        .executions())
                .containsExactly(summary("b"), summary("a"));
    }

    @Test
    void what_was_stored_in_a_directory_is_there_when_it_is_opened_again() {
        JdbcSettings settings = JdbcSettings.sqlite(directory).syncedToDisk();
        try (JdbcStores stores = JdbcStores.open(settings)) {
            fill(stores);
        }

        try (JdbcStores stores = JdbcStores.open(settings)) {
            assertFilled(stores);
        }
    }

    @Test
    void what_was_stored_on_a_server_is_there_when_it_is_opened_again_and_others_see_it_at_once() {
        JdbcSettings settings = PostgresSchemas.empty();
        try (JdbcStores stores = JdbcStores.open(settings);
                JdbcStores others = JdbcStores.open(settings)) {
            fill(stores);
            assertFilled(others);
        }

        try (JdbcStores stores = JdbcStores.open(settings)) {
            assertFilled(stores);
        }
    }

    @Test
    void directory_can_be_opened_once_in_this_process() {
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> JdbcStores.open(JdbcSettings.sqlite(directory.resolve("."))))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("is open in this process already")
                        .hasMessageContaining("Fix:");
            }
            fill(stores);
        }
    }

    @Test
    void directory_that_cannot_be_used_is_refused_with_a_reason_and_nothing_stays_locked() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        Path damaged = Files.createDirectory(directory.resolve("damaged"));
        Files.writeString(damaged.resolve("millrace.db"), "no database ".repeat(100));

        assertThatThrownBy(() -> JdbcStores.open(JdbcSettings.sqlite(file)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be made");
        assertThatThrownBy(() -> JdbcStores.open(JdbcSettings.sqlite(damaged)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged");

        Files.delete(damaged.resolve("millrace.db"));
        JdbcStores.open(JdbcSettings.sqlite(damaged)).close();
    }

    @Test
    void server_that_cannot_be_reached_is_an_error_without_the_password() {
        JdbcSettings settings =
                JdbcSettings.postgres("jdbc:postgresql://localhost:1/flows?sslpassword=hunter1", "ann", "hunter2");

        assertThatThrownBy(() -> JdbcStores.open(settings))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("//localhost:1/flows")
                .hasMessageContaining("Fix:")
                .hasMessageNotContainingAny("hunter1", "hunter2");
        assertThatThrownBy(() -> JdbcSettings.postgres("jdbc:mysql://x/y?password=hunter1", "ann", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter1");
    }

    @Test
    void rows_that_cannot_be_read_are_left_out_and_reported_and_the_others_are_there() throws SQLException {
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            fill(stores);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("millrace.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE workflow SET content = '{\"id\":' WHERE id = 'a'");
            statement.execute("UPDATE folder SET content = '{}' WHERE id = 'a'");
            statement.execute("UPDATE journal SET kind = 'secret' WHERE execution_id = 'a'");
            statement.execute("UPDATE work_item SET content = 'null' WHERE id = 'a'");
        }

        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            assertThat(stores.workflows().list()).extracting(Workflow::id).containsExactly("b");
            assertThat(stores.folders().list()).extracting(Folder::id).containsExactly("b");
            assertThat(executions(stores)).containsExactly("b");
            assertThat(stores.workItems().list(WorkItemFilter.open())).containsExactly(item("b"));
            assertThat(stores.workflows().find("a")).isEmpty();

            assertThat(stores.brokenRows())
                    .extracting(BrokenRow::what)
                    .containsExactlyInAnyOrder("workflow", "folder", "execution", "work item");
            assertThat(stores.brokenRows()).allSatisfy(row -> {
                assertThat(row.key()).isEqualTo("a");
                assertThat(row.reason()).doesNotContain("secret");
            });
        }
    }

    @Test
    void journal_of_an_earlier_process_goes_on_until_it_is_removed() {
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            stores.executions().append(snapshot("a")).join();
        }

        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            JournalRecord next = new JournalRecord("a", "w", "hash", 2, JournalRecord.Kind.CHANGE, "{}");
            stores.executions().append(next).join();
            assertThat(stores.executions().find("a")).contains(new StoredExecution(List.of(snapshot("a"), next)));

            stores.executions().remove("a").join();
            stores.executions().append(next).join();
            assertThat(stores.executions().find("a")).isEmpty();
        }
    }

    @Test
    void long_content_takes_little_room_and_where_it_was_altered_the_others_are_there() throws SQLException {
        String content = "{\"name\":\"value\"}".repeat(1_000);
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            for (String id : List.of("a", "b")) {
                stores.executions()
                        .append(new JournalRecord(id, "w", "hash", 1, JournalRecord.Kind.SNAPSHOT, content))
                        .join();
            }
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("millrace.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement
                            .executeQuery("SELECT MAX(LENGTH(content)) FROM journal")
                            .getInt(1))
                    .isLessThan(content.length() / 10);
            statement.execute("UPDATE journal SET content = SUBSTR(content, 1, 40) WHERE execution_id = 'a'");
        }

        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            assertThat(executions(stores)).containsExactly("b");
            assertThat(stores.brokenRows()).extracting(BrokenRow::key).containsExactly("a");
        }
    }

    @Test
    void only_the_newest_work_items_that_are_settled_are_kept() {
        JdbcSettings settings = JdbcSettings.sqlite(directory).withMaxSettledWorkItems(2);
        try (JdbcStores stores = JdbcStores.open(settings)) {
            for (String id : List.of("a", "b", "c", "d")) {
                stores.workItems().add(item(id));
            }
            for (String id : List.of("c", "a", "b")) {
                stores.workItems().replace(item(id), item(id).withdrawn());
            }

            assertThat(stores.workItems().list(WorkItemFilter.any()))
                    .extracting(WorkItem::id)
                    .containsExactly("a", "b", "d");
        }
    }

    @Test
    void log_of_an_execution_under_way_is_there_when_it_is_opened_again_and_goes_with_its_end() {
        LogEntry first = entry("first");
        LogEntry second = entry("second, and long ".repeat(1_000));
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            ExecutionHistory history = stores.history(Retention.DEFAULT, ManualClock.at(NOW));
            history.logged("a", List.of(first));
            history.logged("a", List.of(second));
            history.logged("b", List.of(first));
        }
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            ExecutionHistory history = stores.history(Retention.DEFAULT, ManualClock.at(NOW));
            assertThat(history.log("a")).containsExactly(first, second);

            history.ended(over("a", List.of(first, second)));

            assertThat(history.log("a")).isEmpty();
            assertThat(history.log("b")).containsExactly(first);
            assertThat(history.find("a").orElseThrow().log()).containsExactly(first, second);
        }
    }

    private static LogEntry entry(String message) {
        return new LogEntry(NOW, LogLevel.INFO, 0, "log", "", message, Map.of());
    }

    private static ExecutionView over(String id, List<LogEntry> log) {
        return new ExecutionView(
                id,
                "w",
                "W",
                "manual",
                "",
                ExecutionStatus.COMPLETED,
                Optional.of(NOW),
                Optional.of(NOW),
                List.of(),
                1,
                Map.of(),
                Map.of(),
                null,
                false,
                null,
                null,
                log,
                Set.of());
    }
}
