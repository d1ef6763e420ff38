package dev.millrace.store.jdbc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection with its prepared statements. Values go in as parameters only: texts, numbers, bytes and nulls. Owned by one
 * thread at a time.
 */
public final class Session {
    private static final int MAX_PREPARED = 200;
    private static final int MAX_APPENDED = 1_000;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);
    /** What was found out once for all changes of the transaction. */
    private final Map<Object, Boolean> found = new HashMap<>();
    /** How many rows each of the statements with appended rows has; they run before anything else does. */
    private final Map<String, Integer> appended = new LinkedHashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** @return how many rows have changed */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        flush();
        return bound(sql, values).executeUpdate();
    }

    /**
     * Changes rows some time before the next statement that is no append, at the latest before the commit: many at once, for
     * the cost of one way to the server. Appends of different statements may run in another order.
     */
    public void append(String sql, @Nullable Object... values) throws SQLException {
        bound(sql, values).addBatch();
        if (appended.merge(sql, 1, Integer::sum) >= MAX_APPENDED) {
            flush();
        }
    }

    /** Runs what was appended. */
    void flush() throws SQLException {
        if (appended.isEmpty()) {
            return;
        }
        List<String> statements = List.copyOf(appended.keySet());
        appended.clear();
        for (String sql : statements) {
            statement(sql).executeBatch();
        }
    }

    /** All rows. */
    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        flush();
        List<T> all = new ArrayList<>();
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            Row row = new Row(rows);
            while (rows.next()) {
                all.add(reader.read(row));
            }
        }
        return all;
    }

    /** The first row; empty if there is none. */
    public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        flush();
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(new Row(rows))) : Optional.empty();
        }
    }

    /** The number in the first column of the only row; 0 if it is null. */
    public long number(String sql, @Nullable Object... values) throws SQLException {
        flush();
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** What holds for the whole transaction, such as a row that was locked: asked by the first change that wants to know. */
    public boolean once(Object about, Question<Boolean> question) throws SQLException {
        Boolean known = found.get(about);
        if (known == null) {
            known = question.ask(this);
            found.put(about, known);
        }
        return known;
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(index, StorableText.stored(text));
        } else if (value instanceof LargeText text) {
            statement.setString(index, text.stored());
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value == null) {
            statement.setNull(index, Types.NULL);
        } else {
            throw new IllegalArgumentException("no value of a column: " + value.getClass());
        }
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        forgetOldest();
        PreparedStatement fresh = connection.prepareStatement(sql);
        prepared.put(sql, fresh);
        return fresh;
    }

    private void forgetOldest() throws SQLException {
        if (prepared.size() >= MAX_PREPARED) {
            flush();
            String oldest = prepared.keySet().iterator().next();
            try (PreparedStatement forgotten = prepared.remove(oldest)) {
                assert forgotten != null;
            }
        }
    }

    /** Runs a statement without parameters. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void commit() throws SQLException {
        flush();
        found.clear();
        connection.commit();
    }

    void rollBack() throws SQLException {
        appended.clear();
        found.clear();
        prepared.values().forEach(Session::clear);
        connection.rollback();
    }

    private static void clear(PreparedStatement statement) {
        try {
            statement.clearBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("a batch cannot be cleared", e);
        }
    }

    Connection connection() {
        return connection;
    }
}
