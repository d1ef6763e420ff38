package dev.millrace.store.jdbc.database;

import java.sql.SQLException;

/**
 * A change to the database, made with others in one transaction. It may be made more than once until it is committed, so it
 * does nothing beside what it reads and writes by its session that must not be done again.
 */
@FunctionalInterface
public interface Change<T> {
    T make(Session session) throws SQLException;
}
