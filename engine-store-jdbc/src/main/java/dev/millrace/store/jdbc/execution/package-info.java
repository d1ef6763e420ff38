/** Executions that wait, in the database. What their state means is the engine's affair. */
@NullMarked
package dev.millrace.store.jdbc.execution;

import org.jspecify.annotations.NullMarked;
