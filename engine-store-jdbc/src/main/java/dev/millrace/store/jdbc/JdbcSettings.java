package dev.millrace.store.jdbc;

import dev.millrace.store.jdbc.database.ConnectionSource;
import dev.millrace.store.jdbc.database.Dialect;
import dev.millrace.store.jdbc.database.PostgresDialect;
import dev.millrace.store.jdbc.database.SqliteDialect;
import dev.millrace.store.jdbc.database.WriterLimits;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Where the stores are, and how they behave. Immutable; shows no password.
 *
 * <pre>{@code
 * JdbcSettings.sqlite(Path.of("data"));
 * JdbcSettings.postgres("jdbc:postgresql://db.example.com/flows", "millrace", password).withReaders(8);
 * }</pre>
 */
public final class JdbcSettings {
    private static final WriterLimits DEFAULT_LIMITS = new WriterLimits(10_000, Duration.ofSeconds(30), 4);
    private static final int DEFAULT_SETTLED = 100_000;
    private static final String SCHEMA = "millrace";

    private final Place place;
    private final WriterLimits limits;
    private final int maxSettledWorkItems;

    private sealed interface Place {
        Dialect dialect();

        record Directory(Path path, SqliteDialect.Sync sync) implements Place {
            @Override
            public Dialect dialect() {
                return SqliteDialect.in(path, sync);
            }
        }

        record Server(ConnectionSource source, String name, String schema) implements Place {
            @Override
            public Dialect dialect() {
                return new PostgresDialect(source, schema, name);
            }
        }
    }

    private JdbcSettings(Place place, WriterLimits limits, int maxSettledWorkItems) {
        this.place = place;
        this.limits = limits;
        this.maxSettledWorkItems = maxSettledWorkItems;
    }

    /**
     * An SQLite database in a directory of its own on a local disk, for one process at a time. Made if there is none.
     *
     * <p>What is committed survives the end of the process, however it ends. After a loss of power the latest commits may
     * be missing, never a part of one; see {@link #syncedToDisk()}.
     */
    public static JdbcSettings sqlite(Path directory) {
        return at(new Place.Directory(directory, SqliteDialect.Sync.SYSTEM));
    }

    /**
     * A PostgreSQL database that exists, 12 or newer; several processes may share it. The tables are in the schema {@code
     * millrace}, made if there is none.
     *
     * @param url {@code jdbc:postgresql://host:port/database}, with parameters of the driver
     * @throws IllegalArgumentException if the URL is another database's
     */
    public static JdbcSettings postgres(String url, String user, String password) {
        PostgresUrl checked = new PostgresUrl(url);
        return at(new Place.Server(checked.login(user, password), checked.toString(), SCHEMA));
    }

    /**
     * A PostgreSQL database by the host's own means. A connection for writing and {@link #withReaders} for reading are
     * taken when they are needed, and held; they are given back with the schema they came with.
     *
     * @param name of the place, for messages
     */
    public static JdbcSettings postgres(DataSource source, String name) {
        return at(new Place.Server(source::getConnection, name, SCHEMA));
    }

    private static JdbcSettings at(Place place) {
        return new JdbcSettings(place, DEFAULT_LIMITS, DEFAULT_SETTLED);
    }

    /**
     * Waits for the disk with each commit, so that what is committed survives a loss of power. PostgreSQL does so unless it
     * is told otherwise.
     */
    public JdbcSettings syncedToDisk() {
        Place synced = place instanceof Place.Directory directory
                ? new Place.Directory(directory.path(), SqliteDialect.Sync.DISK)
                : place;
        return new JdbcSettings(synced, limits, maxSettledWorkItems);
    }

    /**
     * Tables in another schema of PostgreSQL, such as one for each engine of a database. SQLite has one only.
     *
     * @param name lower-case letters, digits and underscores
     * @throws IllegalArgumentException when it is opened, if the name is another
     */
    public JdbcSettings inSchema(String name) {
        Place moved =
                place instanceof Place.Server server ? new Place.Server(server.source(), server.name(), name) : place;
        return new JdbcSettings(moved, limits, maxSettledWorkItems);
    }

    /** @param count connections for reading, at least 1; 4 unless it is said */
    public JdbcSettings withReaders(int count) {
        return with(new WriterLimits(limits.maxWaiting(), limits.patience(), count));
    }

    /** @param count changes that wait to be made at once, at least 1; 10,000 unless it is said */
    public JdbcSettings withMaxWaiting(int count) {
        return with(new WriterLimits(count, limits.patience(), limits.readers()));
    }

    /** @param time how long a caller waits for the database, more than zero; 30 seconds unless it is said */
    public JdbcSettings withPatience(Duration time) {
        return with(new WriterLimits(limits.maxWaiting(), time, limits.readers()));
    }

    private JdbcSettings with(WriterLimits newLimits) {
        return new JdbcSettings(place, newLimits, maxSettledWorkItems);
    }

    /** @param count work items kept that are not open any more, the newest ones, at least 1; 100,000 unless it is said */
    public JdbcSettings withMaxSettledWorkItems(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("maxSettledWorkItems must be at least 1, but was " + count);
        }
        return new JdbcSettings(place, limits, count);
    }

    Dialect dialect() {
        return place.dialect();
    }

    WriterLimits limits() {
        return limits;
    }

    int maxSettledWorkItems() {
        return maxSettledWorkItems;
    }
}
