/**
 * The history of executions: which there were, how they ended, and where that is kept. Start with {@link
 * dev.millrace.history.ExecutionHistory}. Nothing here knows executions while they run; it is told of them.
 */
@NullMarked
package dev.millrace.history;

import org.jspecify.annotations.NullMarked;
