package dev.millrace.store.jdbc.database;

import dev.millrace.store.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database. Thread-safe.
 *
 * <p>What is written by {@link #write} is durable and seen by everybody when it returns; what is read is a state that was
 * committed. A change is never made in part.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Dialect dialect;
    private final BrokenRows brokenRows;
    private final GroupWriter writer;
    private final ReadPool readers;

    private Database(Dialect dialect, WriterLimits limits, BrokenRows brokenRows) {
        this.dialect = dialect;
        this.brokenRows = brokenRows;
        this.writer = new GroupWriter(dialect, limits);
        this.readers = new ReadPool(dialect, limits);
    }

    /**
     * Brings the schema up to date, and opens.
     *
     * @param brokenRows told of what cannot be read
     * @throws StoreException if it cannot be reached, written or migrated, or is newer than this program
     */
    public static Database open(Dialect dialect, WriterLimits limits, BrokenRows brokenRows) {
        new Migrations(dialect, Migrations.SCRIPTS).run();
        Database database = new Database(dialect, limits, brokenRows);
        database.writer.start();
        return database;
    }

    /**
     * Makes a change together with those of other callers, and returns when it is committed. Interrupts are kept for
     * later: what is being committed cannot be called back.
     *
     * @throws StoreException if it fails; see {@link StoreException#outcome()}
     */
    public <T> T write(Change<T> change) {
        return writer.write(change);
    }

    /**
     * As {@link #write}, without waiting for the commit; waits only while too many wait already.
     *
     * @return done on the writer's thread, so what depends on it must be short, or go elsewhere
     */
    public <T> CompletionStage<T> submit(Change<T> change) {
        return writer.submit(change).answer();
    }

    /**
     * As {@link #submit}, for what has to be made however long that takes: never waits for its turn to wait, and goes on
     * trying while the failure is one that passes, such as a full disk. What comes later waits behind it.
     */
    public <T> CompletionStage<T> submitUntilMade(Change<T> change) {
        return writer.submitUntilMade(change).answer();
    }

    /** @throws StoreException if it fails */
    public <T> T read(Question<T> question) {
        return readers.read(question);
    }

    /** As {@link #read}, with one state of the database for all queries of the question. */
    public <T> T readAtOnce(Question<T> question) {
        return readers.readAtOnce(question);
    }

    /** What a query of a {@link Change} ends with to keep other processes from changing the rows it gave. */
    public String lockingRows() {
        return dialect.lockingRows();
    }

    /** The condition that a column is one of the texts in a JSON array, its only parameter, in their stored form. */
    public String isOneOf(String column) {
        return dialect.isOneOf(column);
    }

    /** Decodes what a row holds; where that fails, reports the row and is empty. */
    public <T> Optional<T> decoded(String what, String key, Decoding<T> decoding) {
        try {
            return Optional.of(decoding.decode());
        } catch (Exception e) { // whatever altered bytes can lead to
            String reason = e.getClass().getSimpleName();
            LOG.error(
                    "The {} {} in {} cannot be read ({}) and is left out. Fix: restore it from a backup, or delete it",
                    what,
                    key,
                    dialect.place(),
                    reason);
            brokenRows.found(what, key, reason);
            return Optional.empty();
        }
    }

    /** Makes something of stored content. */
    @FunctionalInterface
    public interface Decoding<T> {
        T decode() throws Exception;
    }

    /** Commits what waits, at most for ten seconds, and closes all connections. What comes later is refused. */
    @Override
    public void close() {
        try {
            writer.close();
            readers.close();
        } finally {
            dialect.release();
        }
    }
}
