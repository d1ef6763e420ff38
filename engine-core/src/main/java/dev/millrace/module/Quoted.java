package dev.millrace.module;

import dev.millrace.value.Excerpt;
import dev.millrace.value.TextForm;
import org.jspecify.annotations.Nullable;

/** Any value inside a message for people, on one line and cut to 80 characters. */
public final class Quoted {
    private Quoted() {}

    /** {@code "abc"}, {@code 5}, {@code null}; longer values end in an ellipsis. */
    public static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return Excerpt.of(TextForm.of(value));
        }
        return '"' + Excerpt.of(TextForm.of(value)) + '"';
    }
}
