package dev.millrace.value;

import org.jspecify.annotations.Nullable;

/** The truth of a value (spec vflow-model 5.5). */
public final class Truth {
    private Truth() {}

    public static boolean of(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }
}
