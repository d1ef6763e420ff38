package dev.millrace.form;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of objects as records hold them, and back without a loss. What JSON has no form for is an object with one member
 * whose name begins with {@code @}; an object that happens to look so is wrapped in another.
 */
final class ValueForm {
    private static final String MARK = "@";
    private static final String DECIMAL = "@decimal";
    private static final String DOUBLE = "@double";
    private static final String INSTANT = "@instant";
    private static final String MAP = "@map";

    private ValueForm() {}

    static Map<String, @Nullable Object> writeAll(Map<?, ?> values) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        values.forEach((name, value) -> written.put(String.valueOf(name), write(value)));
        return written;
    }

    static @Nullable Object write(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return Map.of(DECIMAL, decimal.toString());
        }
        if (value instanceof Double number) {
            return Map.of(DOUBLE, number.toString());
        }
        if (value instanceof Instant at) {
            return Map.of(INSTANT, at.toString());
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> written = new ArrayList<>();
            list.forEach(element -> written.add(write(element)));
            return written;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> written = writeAll(map);
            return isMarked(map) ? Map.of(MAP, written) : written;
        }
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        return value instanceof Integer number ? (Object) number.longValue() : value.toString();
    }

    private static boolean isMarked(Map<?, ?> map) {
        return map.size() == 1 && String.valueOf(map.keySet().iterator().next()).startsWith(MARK);
    }

    static Map<String, @Nullable Object> readAll(Map<?, ?> written) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        written.forEach((name, value) -> values.put(String.valueOf(name), read(value)));
        return Collections.unmodifiableMap(values);
    }

    static @Nullable Object read(@Nullable Object written) {
        if (written instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.forEach(element -> values.add(read(element)));
            return Collections.unmodifiableList(values);
        }
        if (written instanceof Map<?, ?> map) {
            return isMarked(map) ? unmarked(map) : readAll(map);
        }
        return written;
    }

    private static Object unmarked(Map<?, ?> map) {
        Map.Entry<?, ?> only = map.entrySet().iterator().next();
        String content = String.valueOf(only.getValue());
        return switch (String.valueOf(only.getKey())) {
            case DECIMAL -> new BigDecimal(content);
            case DOUBLE -> Double.valueOf(content);
            case INSTANT -> Instant.parse(content);
            case MAP -> readAll((Map<?, ?>) only.getValue());
            default ->
                throw new IllegalStateException("a stored object has a value of the unknown kind " + only.getKey()
                        + "; use the release that has written it, or a later one");
        };
    }
}
