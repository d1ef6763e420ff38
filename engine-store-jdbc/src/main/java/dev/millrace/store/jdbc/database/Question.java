package dev.millrace.store.jdbc.database;

import java.sql.SQLException;

/** Something to be read. It may be asked again, so it does nothing but read by its session. */
@FunctionalInterface
public interface Question<T> {
    T ask(Session session) throws SQLException;
}
