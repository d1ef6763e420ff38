/**
 * Several nodes that are one engine, over one PostgreSQL. Start with {@link dev.millrace.durable.Cluster}. Which node has
 * which execution is decided here and by the database; what an execution does is the engine's affair, and what is written of
 * it that of its stores. No type of the library that hands executions out is seen outside {@code TakeoverQueue}.
 */
@NullMarked
package dev.millrace.durable;

import org.jspecify.annotations.NullMarked;
