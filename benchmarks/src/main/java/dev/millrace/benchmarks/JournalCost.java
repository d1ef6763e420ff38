package dev.millrace.benchmarks;

import dev.millrace.store.ExecutionStore;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.jdbc.JdbcSettings;
import dev.millrace.store.jdbc.JdbcStores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * How many records of journals the store on SQLite makes durable in a second, beside a batched insert of the same rows by
 * hand, in turns on the same disk; both with a write-ahead log that is left to the operating system. By hand it is done twice:
 * as SQLite is when nobody sets it, and with the store's own log and cache, which tells what the store costs besides. An
 * execution appends its next record when the one before is durable, as a step does that has an effect.
 *
 * @param rounds of each, on a new database every time
 * @param executions that go on at once
 * @param records of an execution
 */
record JournalCost(int rounds, int executions, int records) {
    static final List<String> HEADS = List.of("writer", "records/s", "× by hand");

    private static final int BATCH = 500;
    private static final List<String> AS_THE_STORE =
            List.of("PRAGMA wal_autocheckpoint = 4000", "PRAGMA cache_size = -8000");
    private static final String CONTENT =
            "{\"changes\":{\"pc\":7,\"outputs\":{\"charge\":{\"status\":200,\"body\":{\"id\":\"ch_1200\",\"paid\":true}}}}}";
    private static final String HASH = "0123456789abcdef".repeat(4);

    int rows() {
        return executions * records;
    }

    /** The cells of a table with {@link #HEADS}. */
    List<List<String>> measure() throws Exception {
        ExecutorService pool = pool();
        try {
            return new Writers()
                    .add("by hand, " + BATCH + " records a commit", directory -> byHand(directory, List.of()))
                    .add("the same with the settings of the store", directory -> byHand(directory, AS_THE_STORE))
                    .add(
                            "journals of " + executions + " executions, continued by the writer",
                            directory -> journals(directory, Runnable::run))
                    .add("the same, continued by other threads", directory -> journals(directory, pool))
                    .measure(rounds, rows());
        } finally {
            pool.shutdown();
        }
    }

    /**
     * As many threads as an engine has for steps, in the same kind of pool. Not the common pool: where it has one thread, as on
     * two cores, a {@link CompletableFuture} starts a thread for each task instead.
     */
    private static ExecutorService pool() {
        return Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /** Record by record in the order in which the executions have them: the first of all, the second of all … */
    private void byHand(Path directory, List<String> settings) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("hand.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            for (String setting : settings) {
                statement.execute(setting);
            }
            statement.execute("CREATE TABLE journal (execution_id TEXT NOT NULL, number BIGINT NOT NULL, kind TEXT NOT"
                    + " NULL, workflow_id TEXT NOT NULL, definition_hash TEXT NOT NULL, content TEXT NOT NULL,"
                    + " PRIMARY KEY (execution_id, number))");
            connection.setAutoCommit(false);
            insert(connection);
        }
    }

    private void insert(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO journal (execution_id, number, kind,"
                + " workflow_id, definition_hash, content) VALUES (?, ?, ?, ?, ?, ?)")) {
            for (int row = 0; row < rows(); row++) {
                JournalRecord written = written(row % executions, 1 + row / executions);
                insert.setString(1, written.executionId());
                insert.setLong(2, written.number());
                insert.setString(3, written.kind().name());
                insert.setString(4, written.workflowId());
                insert.setString(5, written.definitionHash());
                insert.setString(6, written.content());
                insert.addBatch();
                if ((row + 1) % BATCH == 0 || row + 1 == rows()) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    private static JournalRecord written(int execution, long number) {
        return new JournalRecord(
                "exec-8d7f6a5b-4c3d-4e2f-9a1b-" + (100_000_000_000L + execution),
                "order",
                HASH,
                number,
                number == 1 ? JournalRecord.Kind.SNAPSHOT : JournalRecord.Kind.CHANGE,
                CONTENT);
    }

    /** @param threads where an execution goes on when its record is durable */
    private void journals(Path directory, Executor threads) {
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            ExecutionStore store = stores.executions();
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (int execution = 0; execution < executions; execution++) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                ends.add(end);
                append(store, execution, 1, threads, end);
            }
            ends.forEach(CompletableFuture::join);
        }
    }

    private void append(
            ExecutionStore store, int execution, long number, Executor threads, CompletableFuture<Void> end) {
        var unused = store.append(written(execution, number))
                .whenCompleteAsync(
                        (durable, failure) -> {
                            if (failure != null) {
                                end.completeExceptionally(failure);
                            } else if (number == records) {
                                end.complete(null);
                            } else {
                                append(store, execution, number + 1, threads, end);
                            }
                        },
                        threads);
    }
}
