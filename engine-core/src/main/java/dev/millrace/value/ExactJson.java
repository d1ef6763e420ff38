package dev.millrace.value;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain values in a form that JSON gives back exactly as it was written, for what is stored: a kind that JSON has no form
 * for becomes an object with the one key {@code $kind}. A dictionary that could be taken for one is written as a list of
 * its entries. Unlike {@link TypedValue} it is nobody's wire form. Thread-safe.
 */
public final class ExactJson {
    private static final String ENTRIES = "$entries";

    private ExactJson() {}

    /**
     * Nulls, truth values, numbers, texts, lists and maps with text keys, in their order.
     *
     * @param value a plain value, as {@link PlainValue} gives them
     * @throws IllegalStateException if it is none
     */
    public static @Nullable Object encode(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Double number) {
            return number.isNaN() || number.isInfinite() ? Map.of("$double", number.toString()) : number;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> encoded = new ArrayList<>(list.size());
            list.forEach(element -> encoded.add(encode(element)));
            return encoded;
        }
        if (value instanceof Map<?, ?> map) {
            return encodeMap(map);
        }
        return encodeRecord(value);
    }

    private static Object encodeMap(Map<?, ?> map) {
        boolean ambiguous =
                map.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith("$"));
        if (ambiguous) {
            List<List<@Nullable Object>> entries = new ArrayList<>();
            map.forEach((key, value) -> {
                List<@Nullable Object> entry = new ArrayList<>(2);
                entry.add(String.valueOf(key));
                entry.add(encode(value));
                entries.add(entry);
            });
            return Map.of(ENTRIES, entries);
        }
        Map<String, @Nullable Object> encoded = new LinkedHashMap<>();
        map.forEach((key, value) -> encoded.put(String.valueOf(key), encode(value)));
        return encoded;
    }

    private static Object encodeRecord(Object value) {
        if (value instanceof BigDecimal decimal) {
            return Map.of("$decimal", decimal.toString());
        }
        if (value instanceof LocalDate date) {
            return Map.of("$date", date.toString());
        }
        if (value instanceof LocalTime time) {
            return Map.of("$time", time.toString());
        }
        if (value instanceof ImageReference image) {
            return Map.of("$image", image.uri());
        }
        if (value instanceof Coordinate point) {
            return Map.of("$coordinate", List.of(point.x(), point.y()));
        }
        if (value instanceof CoordinateRegion region) {
            return Map.of("$region", List.of(region.left(), region.top(), region.right(), region.bottom()));
        }
        throw new IllegalStateException("no plain value: " + value.getClass().getName());
    }

    /**
     * What {@link #encode} was given.
     *
     * @param json as JSON gave it back; whole numbers as {@link Long}
     * @throws RuntimeException if it is nothing that {@code encode} makes
     */
    public static @Nullable Object decode(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            return decodeMap(map);
        }
        if (json instanceof List<?> list) {
            List<@Nullable Object> decoded = new ArrayList<>(list.size());
            list.forEach(element -> decoded.add(decode(element)));
            return PlainValue.of(decoded);
        }
        return json;
    }

    private static @Nullable Object decodeMap(Map<?, ?> map) {
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            String kind = String.valueOf(only.getKey());
            if (kind.startsWith("$") && only.getValue() != null) {
                return decodeKind(kind, only.getValue());
            }
        }
        Map<String, @Nullable Object> decoded = new LinkedHashMap<>();
        map.forEach((key, value) -> decoded.put(String.valueOf(key), decode(value)));
        return PlainValue.of(decoded);
    }

    private static @Nullable Object decodeKind(String kind, Object value) {
        return switch (kind) {
            case "$double" -> Double.valueOf(value.toString());
            case "$decimal" -> new BigDecimal(value.toString());
            case "$date" -> LocalDate.parse(value.toString());
            case "$time" -> LocalTime.parse(value.toString());
            case "$image" -> new ImageReference(value.toString());
            case "$coordinate" -> new Coordinate(number(value, 0), number(value, 1));
            case "$region" ->
                new CoordinateRegion(number(value, 0), number(value, 1), number(value, 2), number(value, 3));
            case ENTRIES -> decodeEntries((List<?>) value);
            default -> throw new IllegalStateException("unknown kind of value: " + kind);
        };
    }

    private static double number(Object list, int index) {
        return ((Number) ((List<?>) list).get(index)).doubleValue();
    }

    private static @Nullable Object decodeEntries(List<?> entries) {
        Map<String, @Nullable Object> decoded = new LinkedHashMap<>();
        for (Object entry : entries) {
            List<?> pair = (List<?>) entry;
            decoded.put(String.valueOf(pair.get(0)), decode(pair.get(1)));
        }
        return PlainValue.of(decoded);
    }
}
