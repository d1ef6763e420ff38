package dev.millrace.durable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.store.jdbc.database.ConnectionSource;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.PostgresDialect;
import dev.millrace.store.jdbc.database.WriterLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** The PostgreSQL of a cluster: connections to it, and the cluster's tables. Thread-safe. */
final class Server {
    private static final WriterLimits LIMITS = new WriterLimits(50_000, Duration.ofSeconds(30), 4);
    private static final int POOLED_CONNECTIONS = 10;
    private static final String SCRIPT = "0001-cluster.sql";

    private final ClusterSettings.Values settings;

    Server(ClusterSettings.Values settings) {
        this.settings = settings;
    }

    /** The database of the journals and of what is here. */
    Database database() {
        return Database.open(
                new PostgresDialect(connections(60), settings.schema(), settings.place()),
                LIMITS,
                (what, key, reason) -> {});
    }

    /**
     * A connection that gives up soon, with auto-commit, in the cluster's schema.
     *
     * @param seconds after which a question without an answer fails
     */
    Connection open(int seconds) throws SQLException {
        Connection connection = connections(seconds).open();
        try {
            connection.setSchema(settings.schema());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private ConnectionSource connections(int seconds) {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "millrace " + settings.node());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", String.valueOf(seconds));
        properties.setProperty("tcpKeepAlive", "true");
        // a server's details hold values
        properties.setProperty("logServerErrorDetail", "false");
        return () -> DriverManager.getConnection(settings.url(), properties);
    }

    /** Connections for the library that hands executions out; to be closed after it. */
    HikariDataSource pool() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("millrace-cluster-queue");
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.setConnectionInitSql(PostgresDialect.END_IDLE_TRANSACTIONS);
        pool.setMaximumPoolSize(POOLED_CONNECTIONS);
        pool.setConnectionTimeout(10_000);
        pool.setKeepaliveTime(30_000);
        pool.setMaxLifetime(60_000);
        pool.setInitializationFailTimeout(-1); // waits for a server that is not there yet
        pool.addDataSourceProperty("ApplicationName", "millrace " + settings.node() + " queue");
        pool.addDataSourceProperty("connectTimeout", "5");
        pool.addDataSourceProperty("socketTimeout", "60");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        return new HikariDataSource(pool);
    }

    /** Makes the cluster's tables if there are none; the schema is there. */
    void makeTables() throws SQLException {
        try (Connection connection = open(60);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('millrace cluster " + settings.schema() + "'))");
            if (!isMade(statement)) {
                statement.execute(script());
            }
            connection.commit();
        }
    }

    private boolean isMade(Statement statement) throws SQLException {
        try (ResultSet table =
                statement.executeQuery("SELECT to_regclass('" + settings.schema() + ".cluster_node') IS NOT NULL")) {
            return table.next() && table.getBoolean(1);
        }
    }

    private static String script() {
        try (InputStream in = Server.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its script " + SCRIPT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's script " + SCRIPT + " cannot be read", e);
        }
    }
}
