package dev.millrace.value;

import org.jspecify.annotations.Nullable;

/** The text of a value, as templates insert it (spec vflow-model 5.3). */
public final class TextForm {
    private TextForm() {}

    /** The text of {@code value}; never null. */
    public static String of(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }
}
