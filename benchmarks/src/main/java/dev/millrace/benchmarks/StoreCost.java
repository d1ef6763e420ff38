package dev.millrace.benchmarks;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.history.Retention;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoredRecord;
import dev.millrace.store.jdbc.JdbcSettings;
import dev.millrace.store.jdbc.JdbcStores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * How fast the store on SQLite takes rows beside a batched insert of the same rows by hand, in turns on the same disk; both
 * with a write-ahead log that is left to the operating system.
 *
 * @param rounds of each, on a new database every time
 * @param rows of a round
 * @param callers threads that wait for each of their commits
 */
record StoreCost(int rounds, int rows, int callers) {
    static final List<String> HEADS = List.of("writer", "rows/s", "× by hand");

    private static final int BATCH = 500;
    private static final String CONTENT = "{\"customer\":\"Ann\",\"total\":1200,\"lines\":[1,2,3,4,5,6,7,8,9]}";
    private static final Retention ALL = new Retention(100_000_000, Duration.ofDays(100_000));

    /** The cells of a table with {@link #HEADS}. */
    List<List<String>> measure() throws Exception {
        return new Writers()
                .add("by hand, " + BATCH + " rows a commit", directory -> byHand(directory, BATCH))
                .add("by hand, a row a commit", directory -> byHand(directory, 1))
                .add("records, " + BATCH + " a commit", this::recordsInBatches)
                .add("records, " + callers + " callers", this::records)
                .add("history, " + callers + " callers, starts and ends", this::history)
                .measure(rounds, rows);
    }

    private void byHand(Path directory, int batch) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("hand.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("CREATE TABLE record (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,"
                    + " record_key TEXT NOT NULL, group_name TEXT NOT NULL, revision BIGINT NOT NULL,"
                    + " expires_at BIGINT NOT NULL, content TEXT NOT NULL)");
            statement.execute("CREATE UNIQUE INDEX record_by_key ON record (kind, record_key)");
            statement.execute("CREATE INDEX record_by_group ON record (kind, group_name, number)");
            statement.execute("CREATE INDEX record_by_expiry ON record (kind, expires_at)");
            statement.execute("CREATE INDEX record_by_kind ON record (kind, number)");
            connection.setAutoCommit(false);
            insert(connection, batch);
        }
    }

    private void insert(Connection connection, int batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO record (kind, record_key, group_name,"
                + " revision, expires_at, content) VALUES (?, ?, '', 1, ?, ?)")) {
            for (int i = 1; i <= rows; i++) {
                insert.setString(1, "order");
                insert.setString(2, "key " + i);
                insert.setLong(3, StoredRecord.NEVER);
                insert.setString(4, CONTENT);
                insert.addBatch();
                if (i % batch == 0 || i == rows) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    private static RecordChange added(int number) {
        return new RecordChange.Add(StoredRecord.of("order", "key " + number, CONTENT));
    }

    private void recordsInBatches(Path directory) {
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            RecordStore records = stores.records();
            for (int first = 0; first < rows; first += BATCH) {
                records.commit(IntStream.range(first, Math.min(rows, first + BATCH))
                        .mapToObj(StoreCost::added)
                        .toList());
            }
        }
    }

    private void records(Path directory) throws Exception {
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            RecordStore records = stores.records();
            byCallers(rows, number -> records.commit(added(number)));
        }
    }

    /** An execution makes two rows: itself, and what it has left. */
    private void history(Path directory) throws Exception {
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            ExecutionHistory history = stores.history(ALL);
            byCallers(rows / 2, number -> {
                ExecutionView view = view("execution " + number);
                history.started(begun(view));
                history.ended(view);
            });
        }
    }

    private interface Action {
        void run(int number);
    }

    private void byCallers(int count, Action action) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = caller;
                running.add(pool.submit(() -> {
                    for (int number = first; number < count; number += callers) {
                        action.run(number);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static ExecutionSummary begun(ExecutionView view) {
        return new ExecutionSummary(
                view.id(),
                view.workflowId(),
                view.workflowName(),
                view.triggeredBy(),
                ExecutionStatus.RUNNING,
                view.startedAt(),
                Optional.empty(),
                null);
    }

    private static ExecutionView view(String id) {
        return new ExecutionView(
                id,
                "workflow",
                "Workflow",
                "manual",
                "",
                ExecutionStatus.COMPLETED,
                Optional.of(Instant.EPOCH),
                Optional.of(Instant.EPOCH.plusMillis(1)),
                List.of(),
                1,
                Map.of("step", Map.of("value", 1L)),
                Map.of("customer", "Ann", "total", 1200L),
                null,
                false,
                null,
                null,
                List.of(),
                Set.of());
    }
}
