/**
 * JSON text to plain values and back, within limits: for interfaces and for scripts. Read {@link dev.millrace.json.Json}. Not
 * for other modules.
 */
@NullMarked
package dev.millrace.json;

import org.jspecify.annotations.NullMarked;
