package dev.millrace.value;

import org.jspecify.annotations.Nullable;

/** The two equalities of conditions (spec vflow-model 5.9 and 5.10, with the recommended rows). */
public final class Equality {
    private Equality() {}

    /** Equal as people mean it: {@code "5"} and 5, {@code "yes"} and true. */
    public static boolean loose(@Nullable Object left, @Nullable Object right) {
        throw new UnsupportedOperationException();
    }

    /** Equal in type and content; numbers by their numeric value. */
    public static boolean strict(@Nullable Object left, @Nullable Object right) {
        throw new UnsupportedOperationException();
    }
}
