package dev.millrace.proxy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a call gave.
 *
 * @param value the parsed body, an immutable JSON-like value
 * @param status of the HTTP answer
 * @param duration of the whole call, with tokens and repeats
 */
public record ProxyResult(@Nullable Object value, int status, Duration duration) {}
