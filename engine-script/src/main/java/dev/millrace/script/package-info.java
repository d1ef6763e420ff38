/**
 * Scripts: what runs them and what they reach.
 *
 * <p>Read {@link dev.millrace.script.ScriptRunner} first. Nothing here knows the language's engine; text is all that
 * crosses the border between a script and its host.
 */
@NullMarked
package dev.millrace.script;

import org.jspecify.annotations.NullMarked;
