/** Programs that embed the engine. Read {@link dev.millrace.examples.EmbedMillrace} first. */
@NullMarked
package dev.millrace.examples;

import org.jspecify.annotations.NullMarked;
