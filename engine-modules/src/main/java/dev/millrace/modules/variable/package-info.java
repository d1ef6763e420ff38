/** Modules that make variables. Read {@link dev.millrace.modules.variable.VariableModules} first. */
@NullMarked
package dev.millrace.modules.variable;

import org.jspecify.annotations.NullMarked;
