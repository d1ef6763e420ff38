/**
 * The newest of many things, kept in memory. Start with {@link dev.millrace.recent.Recent}.
 */
@NullMarked
package dev.millrace.recent;

import org.jspecify.annotations.NullMarked;
