package dev.millrace.value;

import org.jspecify.annotations.Nullable;

/** The number of a value (spec vflow-model 5.4). */
public final class NumberForm {
    private NumberForm() {}

    /** A {@link Long}, {@link Double} or {@link java.math.BigDecimal}; null when the value has no number, which is not 0. */
    public static @Nullable Number of(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }
}
