/** The history of executions in the database. Start with {@link dev.millrace.store.jdbc.history.JdbcExecutionHistory}. */
@NullMarked
package dev.millrace.store.jdbc.history;

import org.jspecify.annotations.NullMarked;
