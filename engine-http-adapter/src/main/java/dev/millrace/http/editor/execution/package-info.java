/** Starting, watching and stopping executions, and their history (document 001, workflow execution). */
@NullMarked
package dev.millrace.http.editor.execution;

import org.jspecify.annotations.NullMarked;
