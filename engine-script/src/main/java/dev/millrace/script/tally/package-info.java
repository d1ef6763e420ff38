/** Counts what runners have done. */
@NullMarked
package dev.millrace.script.tally;

import org.jspecify.annotations.NullMarked;
