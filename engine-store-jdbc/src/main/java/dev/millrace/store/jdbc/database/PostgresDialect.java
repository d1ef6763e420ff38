package dev.millrace.store.jdbc.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, in a schema of its own. */
public final class PostgresDialect implements Dialect {
    /**
     * A process that is stopped in the middle of a transaction, which takes milliseconds, keeps its locks and holds others
     * up, those that want to declare it dead among them. The server ends such a transaction, and the connection with it.
     */
    public static final String END_IDLE_TRANSACTIONS = "SET idle_in_transaction_session_timeout = '5s'";

    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final ConnectionSource source;
    private final String schema;
    private final String place;
    /** The schema that a connection of the host's had when it was lent. */
    private final Map<Connection, String> lent = new ConcurrentHashMap<>();

    /**
     * @param source where connections come from; each is held for long
     * @param schema lower-case letters, digits and underscores; made if there is none
     * @param place of the server and its database, for messages
     */
    public PostgresDialect(ConnectionSource source, String schema, String place) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "the schema must match " + SCHEMA + ", but was \"" + schema + "\"; choose a name such as millrace");
        }
        this.source = source;
        this.schema = schema;
        this.place = place;
    }

    @Override
    public Connection openWriter() throws SQLException {
        Connection connection = open();
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection openReader() throws SQLException {
        Connection connection = open();
        connection.setAutoCommit(true);
        return connection;
    }

    private Connection open() throws SQLException {
        Connection connection = source.open();
        try {
            lent.put(connection, schemaOf(connection));
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setSchema(schema);
            execute(connection, END_IDLE_TRANSACTIONS);
            return connection;
        } catch (SQLException e) {
            lent.remove(connection);
            connection.close();
            throw e;
        }
    }

    private static String schemaOf(Connection connection) throws SQLException {
        String known = connection.getSchema();
        return known == null ? "public" : known;
    }

    @Override
    public void close(Connection connection) throws SQLException {
        String before = lent.remove(connection);
        try (connection) {
            if (before != null && connection.isValid(1)) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                connection.setSchema(before);
                execute(connection, "RESET idle_in_transaction_session_timeout");
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void prepareMigration(Session writer) throws SQLException {
        writer.number(
                "SELECT COUNT(*) FROM (SELECT pg_advisory_xact_lock(hashtext(?))) AS taken", "millrace/" + schema);
        writer.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
    }

    @Override
    public String translate(String script) {
        return script.replace("${sequence}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
                .replace("${bytes}", "BYTEA");
    }

    @Override
    public String lockingRows() {
        return " FOR UPDATE";
    }

    @Override
    public String isOneOf(String column) {
        return column + " IN (SELECT jsonb_array_elements_text(CAST(? AS jsonb)))";
    }

    /**
     * Classes 08, connection exceptions, and 57P, shut-downs, and the end of an idle transaction; the driver closes what it
     * has found broken.
     */
    @Override
    public boolean isLost(SQLException failure) {
        String state = stateOf(failure);
        return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
    }

    @Override
    public boolean isHarmless(SQLException failure) {
        return !isLost(failure);
    }

    /** Connections and shut-downs, no room left, conflicts with other transactions, locks that others hold. */
    @Override
    public boolean mayPass(SQLException failure) {
        String state = stateOf(failure);
        return isLost(failure)
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("40")
                || state.startsWith("55");
    }

    private static String stateOf(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    @Override
    public String explain(SQLException failure) {
        String state = stateOf(failure);
        if (isLost(failure)) {
            return "the server does not answer (" + state
                    + "). Fix: start it, or see to the network; the store connects" + " again by itself";
        }
        if (state.startsWith("28")) {
            return "the server refuses the user or its password. Fix: correct them in the settings of the store";
        }
        if (state.equals("42501")) {
            return "the user lacks a right. Fix: GRANT CREATE ON DATABASE, or make the schema " + schema
                    + " and let the user own it";
        }
        if (state.equals("3D000")) {
            return "there is no such database. Fix: create it; the store makes the rest";
        }
        if (state.startsWith("53")) {
            return "the server has no room left (" + state + "): disk, memory or connections. Fix: see its log";
        }
        return "SQL state " + state + ". Fix: see the log of the server";
    }

    @Override
    public String place() {
        return "the store " + place;
    }

    @Override
    public void release() {}
}
