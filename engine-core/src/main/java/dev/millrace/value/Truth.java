package dev.millrace.value;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The truth of a value (spec vflow-model 5.5): false for null, 0, the texts {@code ""}, {@code "0"} and {@code "false"} in
 * any case, empty lists and dictionaries and an image without a URI; true for everything else.
 */
public final class Truth {
    private Truth() {}

    public static boolean of(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof String text) {
            return !text.isEmpty() && !text.equals("0") && !text.equalsIgnoreCase("false");
        }
        if (value instanceof Number number) {
            return Arithmetic.isNaN(number) || Arithmetic.compare(number, 0L) != 0;
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value instanceof ImageReference image ? !image.uri().isEmpty() : value != null;
    }
}
