package dev.millrace.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings what a host hands over into the plain value model (spec vflow-model 5.1). */
public final class PlainValue {
    private PlainValue() {}

    /**
     * An immutable plain copy of {@code host}: whole numbers become {@link Long}, arrays and collections lists, maps
     * dictionaries with string keys in their order, anything unknown its text. A value that is plain and immutable
     * already is returned as it is.
     *
     * @throws IllegalArgumentException if it is nested deeper or is larger than {@link ValueLimits#DEFAULT} allows
     */
    public static @Nullable Object of(@Nullable Object host) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #of(Object)}, for the entries of a map. */
    public static Map<String, @Nullable Object> dictionary(Map<?, ?> host) {
        throw new UnsupportedOperationException();
    }
}
