package dev.millrace.store.jdbc.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from. Thread-safe. */
@FunctionalInterface
public interface ConnectionSource {
    Connection open() throws SQLException;
}
