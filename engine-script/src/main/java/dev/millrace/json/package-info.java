/**
 * JSON text to plain values and back, within limits: for interfaces and for scripts. Read {@link dev.millrace.json.Json}. Not
 * for other modules.
 *
 * <p>The other readers of JSON differ where it shows. Here numbers become what a script can hold, and a message holds nothing
 * of the text, which may be an answer with secrets; a module of data fails its step with the name of its input, and bounds
 * what it writes; requests are refused for a field that comes twice; a workflow has limits of its own, each with a place in
 * the file.
 */
@NullMarked
package dev.millrace.json;

import org.jspecify.annotations.NullMarked;
