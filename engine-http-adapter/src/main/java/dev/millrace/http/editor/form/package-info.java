/** Forms, and the work items that executions wait for. */
@NullMarked
package dev.millrace.http.editor.form;

import org.jspecify.annotations.NullMarked;
