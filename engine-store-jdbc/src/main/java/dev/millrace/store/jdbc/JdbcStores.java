package dev.millrace.store.jdbc;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.store.Clock;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.FolderStore;
import dev.millrace.store.RecordStore;
import dev.millrace.store.WorkflowStore;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Dialect;
import dev.millrace.store.jdbc.execution.JdbcExecutionStore;
import dev.millrace.store.jdbc.history.JdbcExecutionHistory;
import dev.millrace.store.jdbc.record.JdbcRecordStore;
import dev.millrace.store.jdbc.seal.SealedRecords;
import dev.millrace.store.jdbc.seal.SealingKeys;
import dev.millrace.store.jdbc.work.JdbcWorkItemStore;
import dev.millrace.store.jdbc.workflow.JdbcFolderStore;
import dev.millrace.store.jdbc.workflow.JdbcWorkflowStore;
import dev.millrace.work.WorkItemStore;
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
 *                 .records(stores.records())
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
    private final int maxSettledWorkItems;

    private JdbcStores(JdbcSettings settings) {
        this.maxSettledWorkItems = settings.maxSettledWorkItems();
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

    public WorkflowStore workflows() {
        return new JdbcWorkflowStore(database);
    }

    public FolderStore folders() {
        return new JdbcFolderStore(database);
    }

    public ExecutionStore executions() {
        return new JdbcExecutionStore(database);
    }

    /** A history whose executions grow old by the machine's clock. */
    public ExecutionHistory history(Retention retention) {
        return history(retention, Clock.system());
    }

    /**
     * Times are kept in whole milliseconds. What is too much goes in numbers: up to a hundredth more is kept for a while.
     *
     * @param clock by which executions grow old; the engine's
     */
    public ExecutionHistory history(Retention retention, Clock clock) {
        return new JdbcExecutionHistory(database, retention, clock);
    }

    /** Of the items that are not open it keeps the newest ones; see {@link JdbcSettings#withMaxSettledWorkItems}. */
    public WorkItemStore workItems() {
        return new JdbcWorkItemStore(database, maxSettledWorkItems);
    }

    public RecordStore records() {
        return new JdbcRecordStore(database);
    }

    /**
     * The records, of which those of some kinds are sealed, so that who reads the database without the key sees nothing of
     * their contents.
     */
    public SealedRecords sealedRecords(SealingKeys keys, String... kinds) {
        return new SealedRecords(records(), keys, Set.of(kinds));
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
