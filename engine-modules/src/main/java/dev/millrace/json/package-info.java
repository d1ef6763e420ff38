/**
 * JSON text to plain values and back, within the limits of values: for modules, interfaces and scripts. Read {@link
 * dev.millrace.json.Json}. Not for others: requests are refused for a field that comes twice, and a workflow has limits of
 * its own, each with a place in the file, so those have readers of their own.
 */
@NullMarked
package dev.millrace.json;

import org.jspecify.annotations.NullMarked;
