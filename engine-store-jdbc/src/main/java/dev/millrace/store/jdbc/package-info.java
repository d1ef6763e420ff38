/**
 * The stores of an engine on JDBC: SQLite in a directory of this machine, or PostgreSQL. Start with {@link
 * dev.millrace.store.jdbc.JdbcStores}. What is stored is the ports' affair; nothing here decides anything about executions.
 */
@NullMarked
package dev.millrace.store.jdbc;

import org.jspecify.annotations.NullMarked;
