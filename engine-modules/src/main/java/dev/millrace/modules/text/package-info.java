/** Modules that take text apart and put it together. Read {@link dev.millrace.modules.text.TextModules} first. */
@NullMarked
package dev.millrace.modules.text;

import org.jspecify.annotations.NullMarked;
