/** The modules that compute with numbers. Read {@link dev.millrace.modules.number.NumberModules} first. */
@NullMarked
package dev.millrace.modules.number;

import org.jspecify.annotations.NullMarked;
