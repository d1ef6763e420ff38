package dev.millrace.proxy.platform;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an api.
 *
 * @param name unique within its place; {@code *} in the body is the whole body
 * @param fallback what it is without an argument; texts in it may hold {@code ${var:…}} and {@code ${secret:…}}
 */
public record Parameter(String name, Place in, ParameterType type, boolean required, Optional<Fallback> fallback) {
    /** The name of the parameter that is the whole body. */
    public static final String WHOLE_BODY = "*";

    /** A value that is used when nothing is given; null is one. */
    public record Fallback(@Nullable Object value) {}

    public boolean isWholeBody() {
        return in == Place.BODY && name.equals(WHOLE_BODY);
    }
}
