package dev.millrace.store.jdbc;

import dev.millrace.store.RecordStore;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Dialect;
import dev.millrace.store.jdbc.record.JdbcRecordStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All stores of an engine in one database. Thread-safe.
 *
 * <pre>{@code
 * try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(Path.of("data")));
 *         Millrace millrace = Millrace.builder()
 *                 .workflows(stores.workflows())
 *                 .executions(stores.executions())
 *                 .history(stores.history(Retention.DEFAULT))
 *                 .build()) {
 *     millrace.recover();
 * }
 * }</pre>
 *
 * <p>Whatever changes something returns when that is committed, and throws a {@link dev.millrace.store.StoreException} if it
 * cannot be. The changes of many threads at once are committed together. Texts of any content can be stored; ids of
 * workflows, executions, folders and work items have at most 512 characters.
 */
public final class JdbcStores implements AutoCloseable {
    private static final int MAX_BROKEN_ROWS = 1_000;

    private final Set<BrokenRow> brokenRows = new LinkedHashSet<>(); // guarded by itself
    private final Database database;

    private JdbcStores(JdbcSettings settings) {
        Dialect dialect = settings.dialect();
        try {
            this.database = Database.open(dialect, settings.limits(), this::report);
        } catch (RuntimeException e) {
            dialect.release();
            throw e;
        }
    }

    /**
     * Opens the database, made and brought up to date as need be.
     *
     * @throws dev.millrace.store.StoreException if that cannot be; the message says why and how to fix it
     */
    public static JdbcStores open(JdbcSettings settings) {
        return new JdbcStores(settings);
    }

    public RecordStore records() {
        return new JdbcRecordStore(database);
    }

    private void report(String what, String key, String reason) {
        synchronized (brokenRows) {
            if (brokenRows.size() < MAX_BROKEN_ROWS) {
                brokenRows.add(new BrokenRow(what, key, reason));
            }
        }
    }

    /** What was met since it was opened and cannot be read; the first thousand. */
    public List<BrokenRow> brokenRows() {
        synchronized (brokenRows) {
            return List.copyOf(brokenRows);
        }
    }

    /** Commits what is under way, for ten seconds at most, and closes the database. Close the engine before. */
    @Override
    public void close() {
        database.close();
    }
}
