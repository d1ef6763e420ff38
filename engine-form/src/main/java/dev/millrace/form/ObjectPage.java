package dev.millrace.form;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects that were asked for, as plain values.
 *
 * @param total of all that match; -1 if it was not asked for
 */
public record ObjectPage(List<Map<String, @Nullable Object>> objects, long total) {}
