package dev.millrace.proxy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments in their places, as plain values of the declared types.
 *
 * @param path each parameter of the path, never null
 * @param query no entry is null
 * @param header no entry is null
 */
record Bound(
        Map<String, Object> path,
        Map<String, Object> query,
        Map<String, Object> header,
        Arguments.@Nullable Body body) {}
