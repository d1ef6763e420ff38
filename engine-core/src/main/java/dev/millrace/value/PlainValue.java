package dev.millrace.value;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings what a host hands over into the plain value model (spec vflow-model 5.1). */
public final class PlainValue {
    private PlainValue() {}

    /**
     * An immutable plain copy of {@code host}: whole numbers become {@link Long}, arrays and collections lists, maps
     * dictionaries with string keys in their order, anything unknown its text. A value that is plain and immutable
     * already (every scalar, and what this class gave out) is returned as it is, without walking through it.
     *
     * @throws IllegalArgumentException if it is nested deeper or is larger than {@link ValueLimits#DEFAULT} allows
     */
    public static @Nullable Object of(@Nullable Object host) {
        if (host == null
                || host instanceof Long
                || host instanceof Boolean
                || host instanceof Double
                || isChecked(host)) {
            return host;
        }
        return new Normaliser().value(host, 0);
    }

    /** As {@link #of(Object)}, for the entries of a map. Where two keys have the same text the later entry wins. */
    public static Map<String, @Nullable Object> dictionary(Map<?, ?> host) {
        return isChecked(host) ? (PlainDictionary) host : new Normaliser().dictionary(host, 0);
    }

    /** As {@link #of(Object)}, for the elements of a collection in its order. */
    public static List<@Nullable Object> list(Collection<?> host) {
        return isChecked(host) ? (PlainList) host : new Normaliser().list(host, 0);
    }

    /** True for what the normaliser has made before, and for short texts. */
    private static boolean isChecked(Object value) {
        return (value instanceof String text && text.length() <= ValueLimits.DEFAULT.maxTextLength())
                || value instanceof PlainList
                || value instanceof PlainDictionary;
    }
}
