package dev.millrace.test.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An empty database of a {@link TestPostgres}, and how to get in. */
public record TestDatabase(String url, String user, String password) {
    /** A new connection, the caller's to close. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
