/** JSON text to plain values and back, within limits. Read {@link dev.millrace.proxy.json.Json}. Not for other modules. */
@NullMarked
package dev.millrace.proxy.json;

import org.jspecify.annotations.NullMarked;
