package dev.millrace.store.jdbc.database;

import java.sql.SQLException;

/**
 * A change to the database, made with others in one transaction. It may be made more than once until it is committed, so it
 * does nothing but read and write by its session.
 */
@FunctionalInterface
public interface Change<T> {
    T make(Session session) throws SQLException;
}
