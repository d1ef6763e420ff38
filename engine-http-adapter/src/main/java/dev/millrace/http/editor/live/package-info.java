/** Executions as they happen: status, steps and log entries as server-sent events. */
@NullMarked
package dev.millrace.http.editor.live;

import org.jspecify.annotations.NullMarked;
