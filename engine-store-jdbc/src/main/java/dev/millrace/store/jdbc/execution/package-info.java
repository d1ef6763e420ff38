/** The journals of executions under way, in the database. What a record says is the engine's affair. */
@NullMarked
package dev.millrace.store.jdbc.execution;

import org.jspecify.annotations.NullMarked;
