package dev.millrace.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wire form of a value, {@code {"type": …, "value": …}} (spec vflow-model 5.7; short type names). */
public final class TypedValue {
    private TypedValue() {}

    /** {@code {"type": short name, "value": plain JSON value}}, in this order. */
    public static Map<String, @Nullable Object> wrap(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    /** True for an object with exactly the keys {@code type}, naming a known type, and {@code value}. */
    public static boolean isWrapped(@Nullable Object json) {
        throw new UnsupportedOperationException();
    }

    /** The value of a wrapped object, converted to its type; anything else as it is. Applied at all depths. */
    public static @Nullable Object unwrap(@Nullable Object json) {
        throw new UnsupportedOperationException();
    }
}
