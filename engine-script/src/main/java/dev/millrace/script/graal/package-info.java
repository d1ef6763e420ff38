/**
 * Runs scripts on GraalJS inside this process.
 *
 * <p>Read {@link dev.millrace.script.graal.InProcessRunner} first, then {@code Run}. One engine is shared, every script
 * gets a context of its own, and JSON text is all that crosses. Nothing but this package may name a class of GraalJS.
 */
@NullMarked
package dev.millrace.script.graal;

import org.jspecify.annotations.NullMarked;
