package dev.millrace.store.jdbc.database;

import dev.millrace.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/** An SQLite database in a directory of its own, with a write-ahead log. */
public final class SqliteDialect implements Dialect {
    private static final String FILE = "millrace.db";
    private static final Duration BUSY = Duration.ofSeconds(5);
    /**
     * Pages that are committed before they are copied from the log into the file, which waits for the disk twice: 16 MB. A
     * record each of a thousand long executions changes as many pages, so that after SQLite's own 1,000 every group of them
     * would be followed by that. More is faster still, but the one commit that copies takes longer; see decision 015.
     */
    private static final int PAGES_IN_LOG = 4_000;
    /** Room for the pages of a large group, which would be written to the log and read again before its commit: 8 MB. */
    private static final int WRITER_CACHE_KIB = 8_000;

    private final Path file;
    private final DirectoryLock lock;
    private final Sync sync;

    /** What a commit waits for. */
    public enum Sync {
        /** The operating system: what it has survives the end of this process, and not always a loss of power. */
        SYSTEM,
        /** The disk: what is committed survives a loss of power. */
        DISK
    }

    private SqliteDialect(Path file, DirectoryLock lock, Sync sync) {
        this.file = file;
        this.lock = lock;
        this.sync = sync;
    }

    /**
     * Makes the directory if there is none, and takes it for this process.
     *
     * @throws StoreException if it cannot be made or written, or another store has it
     */
    public static SqliteDialect in(Path directory, Sync sync) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreException(
                    "the directory " + directory + " of the store cannot be made: "
                            + e.getClass().getSimpleName()
                            + ". Fix: choose another one, or allow this process to make it",
                    e);
        }
        DirectoryLock lock = DirectoryLock.take(directory);
        return new SqliteDialect(lock.directory().resolve(FILE), lock, sync);
    }

    @Override
    public Connection openWriter() throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(sync == Sync.DISK ? SynchronousMode.FULL : SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        config.setPragma(Pragma.WAL_AUTOCHECKPOINT, String.valueOf(PAGES_IN_LOG));
        config.setCacheSize(-WRITER_CACHE_KIB); // negative: not pages, but KiB
        Connection connection = config.createConnection(url());
        // the default mode of transactions: with IMMEDIATE the next one would begin, and lock, within each commit
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection openReader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return config.createConnection(url());
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) BUSY.toMillis());
        return config;
    }

    private String url() {
        return "jdbc:sqlite:" + file;
    }

    @Override
    public void close(Connection connection) throws SQLException {
        connection.close();
    }

    /** The lock of the directory keeps all others out already. */
    @Override
    public void prepareMigration(Session writer) {}

    @Override
    public String translate(String script) {
        // AUTOINCREMENT: a number that was given is never given again, even if its row was deleted
        return script.replace("${sequence}", "INTEGER PRIMARY KEY AUTOINCREMENT")
                .replace("${bytes}", "BLOB");
    }

    @Override
    public String lockingRows() {
        return "";
    }

    @Override
    public String isOneOf(String column) {
        return column + " IN (SELECT value FROM json_each(?))";
    }

    /** A file is there or not; another connection finds nothing else. */
    @Override
    public boolean isLost(SQLException failure) {
        return false;
    }

    /** Some failures end the transaction, and the next statement would be committed alone. */
    @Override
    public boolean isHarmless(SQLException failure) {
        return codeOf(failure) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
    }

    @Override
    public boolean mayPass(SQLException failure) {
        return switch (SQLiteErrorCode.getErrorCode(codeOf(failure))) {
            case SQLITE_FULL,
                    SQLITE_IOERR,
                    SQLITE_BUSY,
                    SQLITE_LOCKED,
                    SQLITE_NOMEM,
                    SQLITE_CANTOPEN,
                    SQLITE_READONLY -> true;
            default -> false;
        };
    }

    private static int codeOf(SQLException failure) {
        return failure.getErrorCode() & 0xff;
    }

    @Override
    public String explain(SQLException failure) {
        return switch (SQLiteErrorCode.getErrorCode(codeOf(failure))) {
            case SQLITE_FULL -> "the disk is full. Fix: make room, then do it again";
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                "the file cannot be opened for writing. Fix: allow this process to write in its directory";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "the file is damaged. Fix: restore it from a backup";
            case SQLITE_IOERR -> "the disk reports an error. Fix: see the log of the operating system";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "another program has locked the file for more than " + BUSY.toSeconds()
                        + " s. Fix: end it, and read the file through backups only";
            default -> String.valueOf(failure.getMessage());
        };
    }

    @Override
    public String place() {
        return "the store " + file;
    }

    @Override
    public void release() {
        lock.close();
    }
}
