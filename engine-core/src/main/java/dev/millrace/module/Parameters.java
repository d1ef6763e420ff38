package dev.millrace.module;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step's parameters as they are written, before any execution: input id → plain value or text with references. */
public interface Parameters {
    /** The written value; null when it is absent. */
    @Nullable
    Object get(String input);

    /** True if the value of this input is known only at run time. */
    boolean isReference(String input);

    /** The value where it is a text without references. */
    Optional<String> literalText(String input);

    Map<String, @Nullable Object> asMap();
}
