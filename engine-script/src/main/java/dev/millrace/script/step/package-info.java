/**
 * The module {@code script}: a step that runs a script.
 *
 * <p>Read {@code ScriptModule} first. No class of GraalJS is loaded before a workflow with a script is compiled.
 */
@NullMarked
package dev.millrace.script.step;

import org.jspecify.annotations.NullMarked;
