/** What references in a workflow can name (document 001, magic variables; spec vflow-model 4.4 and 4.5). */
@NullMarked
package dev.millrace.http.editor.variable;

import org.jspecify.annotations.NullMarked;
