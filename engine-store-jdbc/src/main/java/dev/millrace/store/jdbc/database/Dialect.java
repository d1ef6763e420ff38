package dev.millrace.store.jdbc.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What one kind of database does in a way of its own. Thread-safe. */
public interface Dialect {
    /** A connection without auto-commit, for the only thread that writes. */
    Connection openWriter() throws SQLException;

    /** A connection with auto-commit that only reads. */
    Connection openReader() throws SQLException;

    /** Gives back what {@link #openWriter} or {@link #openReader} gave. */
    void close(Connection connection) throws SQLException;

    /** Keeps all others from migrating until the transaction ends, and makes what the first migration needs. */
    void prepareMigration(Session writer) throws SQLException;

    /** Words of the migrations that are not the same everywhere, replaced by this database's. */
    String translate(String script);

    /** What a query ends with to keep others from changing the rows it gave until the transaction ends. */
    String lockingRows();

    /**
     * The condition that a column is one of many texts, which are one parameter, a JSON array: a database has room for some
     * ten thousand parameters only.
     */
    String isOneOf(String column);

    /** True if the connection is gone, and another one may do what this one did not. */
    boolean isLost(SQLException failure);

    /** True if a statement failed, but its connection can be used once more after a roll-back. */
    boolean isHarmless(SQLException failure);

    /** True if the same may be made later, when there is room or somebody else has ended. */
    boolean mayPass(SQLException failure);

    /** Why it failed, and how to fix it. */
    String explain(SQLException failure);

    /** Where it is, for messages; without anything secret. */
    String place();

    /** Lets go of what is held for all connections together. They are closed. */
    void release();
}
