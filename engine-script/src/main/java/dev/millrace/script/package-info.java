/**
 * The place of the {@code script} module and of {@code $proxy}. This version has neither: a workflow that uses them is refused
 * with an unknown module.
 */
@NullMarked
package dev.millrace.script;

import org.jspecify.annotations.NullMarked;
