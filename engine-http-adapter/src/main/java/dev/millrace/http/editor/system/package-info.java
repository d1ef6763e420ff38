/** The machine, its figures and its health (document 001, system). */
@NullMarked
package dev.millrace.http.editor.system;

import org.jspecify.annotations.NullMarked;
