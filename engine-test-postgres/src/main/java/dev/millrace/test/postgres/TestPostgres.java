package dev.millrace.test.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on a free port of this machine, with its data in a temporary directory. Needs nothing installed. For
 * root, as whom PostgreSQL refuses to run, it is started in a user name space of its own by {@code unshare -U}.
 *
 * <p>One server is enough for all tests of a JVM, each class in a database of its own; who stops the server takes one of
 * their own. Thread-safe. Ends with the JVM.
 *
 * <pre>{@code
 * TestDatabase database = TestPostgres.shared().newDatabase();
 * }</pre>
 */
public final class TestPostgres implements AutoCloseable {
    private static final String USER = "postgres";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server; // guarded by this

    private TestPostgres(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.server = launch();
    }

    private static final class Shared {
        static final TestPostgres SERVER = start();
    }

    /** The server of all tests that do not stop it, started with the first call. */
    public static TestPostgres shared() {
        return Shared.SERVER;
    }

    /**
     * A server of one's own.
     *
     * @throws UncheckedIOException if it does not start; for root the reason is most often a machine that allows no user
     *     name spaces
     */
    public static TestPostgres start() {
        try {
            return new TestPostgres(Files.createTempDirectory("millrace-postgres"), freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PostgreSQL does not start. Fix: build as another user than root, or allow \"unshare -U\"", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(1))
                .setServerConfig("fsync", "off") // a machine that loses its power in a test has lost the test as well
                .setServerConfig("max_connections", "200")
                .start();
    }

    /** An empty database. */
    public synchronized TestDatabase newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return new TestDatabase("jdbc:postgresql://localhost:" + port + "/" + name, USER, "");
    }

    /** Stops the server; whoever is connected loses the connection. The data stay. */
    public synchronized void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        }
    }

    /** Starts a server that was stopped, on the same port with the same data. */
    public synchronized void restart() {
        try {
            server = launch();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start again", e);
        }
    }

    /** Stops the server and deletes its data. */
    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the data of a test's PostgreSQL", e);
        }
    }
}
