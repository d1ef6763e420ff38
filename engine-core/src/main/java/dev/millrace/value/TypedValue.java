package dev.millrace.value;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of a value, {@code {"type": …, "value": …}} (spec vflow-model 5.7 and K2; short type names).
 *
 * <p>Inside {@code value} everything is plain JSON: dates, times and images are text, coordinates dictionaries of their
 * fields. The one exception: a dictionary inside that has exactly the keys {@code type} and {@code value} is wrapped once
 * more, or reading would take it for a wrapped value.
 */
public final class TypedValue {
    private static final String TYPE = "type";
    private static final String VALUE = "value";
    // a wrapped value in a wrapped value takes two levels of JSON for one of the value
    private static final int MAX_JSON_DEPTH = 2 * ValueLimits.DEFAULT.maxDepth() + 2;

    private TypedValue() {}

    /**
     * {@code {"type": short name, "value": plain JSON value}}, in this order.
     *
     * @throws IllegalArgumentException if {@code value} is beyond {@link ValueLimits#DEFAULT}
     */
    public static Map<String, @Nullable Object> wrap(@Nullable Object value) {
        return wrapped(type(value).id(), json(value));
    }

    /**
     * The type of a value, as {@link #wrap} names it.
     *
     * @throws IllegalArgumentException as {@link #wrap}
     */
    public static ValueType type(@Nullable Object value) {
        return ValueType.of(PlainValue.of(value));
    }

    /**
     * What {@link #wrap} puts beside the type: plain JSON.
     *
     * @throws IllegalArgumentException as {@link #wrap}
     */
    public static @Nullable Object json(@Nullable Object value) {
        return plainJson(PlainValue.of(value));
    }

    /** True for an object with exactly the keys {@code type}, naming a known type, and {@code value}. */
    public static boolean isWrapped(@Nullable Object json) {
        return typeOf(json).isPresent();
    }

    /**
     * The value of a wrapped object, converted to its type; anything else as it is. Applied at all depths. The result is a
     * plain value.
     *
     * <p>A value that does not fit its type becomes: a string, its text; a number from a text without one, null, from any
     * other value, 0; a boolean, true for the text {@code true} in any case, else false; a list or dictionary, an empty
     * one; any other type, null. JSON null is null in every type.
     *
     * @throws IllegalArgumentException if {@code json} is beyond {@link ValueLimits#DEFAULT}
     */
    public static @Nullable Object unwrap(@Nullable Object json) {
        return PlainValue.of(unwrap(json, 0));
    }

    private static Optional<ValueType> typeOf(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> map) || map.size() != 2 || !map.containsKey(VALUE)) {
            return Optional.empty();
        }
        return map.get(TYPE) instanceof String name ? ValueType.named(name) : Optional.empty();
    }

    private static Map<String, @Nullable Object> wrapped(String type, @Nullable Object value) {
        Map<String, @Nullable Object> pair = new LinkedHashMap<>(4);
        pair.put(TYPE, type);
        pair.put(VALUE, value);
        return Collections.unmodifiableMap(pair);
    }

    /** Recursion is safe here: plain values are never deep. */
    private static @Nullable Object plainJson(@Nullable Object plain) {
        if (isScalarOfJson(plain)) {
            return plain;
        }
        if (plain instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>(list.size());
            list.forEach(element -> elements.add(inner(element)));
            return Collections.unmodifiableList(elements);
        }
        if (plain instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, value) -> entries.put(String.valueOf(key), inner(value)));
            return Collections.unmodifiableMap(entries);
        }
        if (plain instanceof Coordinate point) {
            return numbers("x", point.x(), "y", point.y());
        }
        if (plain instanceof CoordinateRegion region) {
            return numbers(
                    "left", region.left(), "top", region.top(), "right", region.right(), "bottom", region.bottom());
        }
        return TextForm.of(plain);
    }

    /** Asked first: that a text is no list takes a machine many times as long to find out as that it is a text. */
    private static boolean isScalarOfJson(@Nullable Object value) {
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static @Nullable Object inner(@Nullable Object plain) {
        return isWrapped(plain) ? wrapped(ValueType.DICTIONARY.id(), plainJson(plain)) : plainJson(plain);
    }

    private static Map<String, @Nullable Object> numbers(Object... namesAndNumbers) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            fields.put((String) namesAndNumbers[i], namesAndNumbers[i + 1]);
        }
        return Collections.unmodifiableMap(fields);
    }

    private static @Nullable Object unwrap(@Nullable Object json, int depth) {
        if (depth > MAX_JSON_DEPTH) {
            throw new IllegalArgumentException("The value is nested more than " + ValueLimits.DEFAULT.maxDepth()
                    + " levels deep. Fix: flatten it.");
        }
        if (isScalarOfJson(json)) {
            return json;
        }
        Optional<ValueType> type = typeOf(json);
        if (type.isPresent() && json instanceof Map<?, ?> map) {
            return converted(map.get(VALUE), type.get(), depth + 1);
        }
        return json instanceof Map || json instanceof List ? parts(json, depth) : json;
    }

    /** A container with its parts unwrapped, but never unwrapped itself. */
    private static Object parts(Object container, int depth) {
        if (container instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, value) -> entries.put(key, unwrap(value, depth + 1)));
            return entries;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        ((List<?>) container).forEach(element -> elements.add(unwrap(element, depth + 1)));
        return elements;
    }

    private static @Nullable Object converted(@Nullable Object json, ValueType type, int depth) {
        if (json == null) {
            return null;
        }
        return switch (type) {
            case ANY -> unwrap(json, depth);
            case NULL -> null;
            case STRING -> json instanceof String ? json : TextForm.of(unwrap(json));
            case NUMBER -> json instanceof Number ? json : json instanceof String ? NumberForm.of(json) : (Object) 0L;
            case BOOLEAN ->
                json instanceof Boolean ? json : (Object) "true".equalsIgnoreCase(String.valueOf(scalar(json)));
            case LIST -> json instanceof List ? parts(json, depth) : List.of();
            case DICTIONARY -> json instanceof Map ? parts(json, depth) : Map.of();
            case IMAGE -> json instanceof String uri ? new ImageReference(uri) : null;
            case DATE -> parsed(json, LocalDate::parse);
            case TIME -> parsed(json, LocalTime::parse);
            case COORDINATE -> coordinate(json);
            case COORDINATE_REGION -> region(json);
        };
    }

    /** Keeps containers away from {@code toString}, which recurses without a limit. */
    private static Object scalar(Object json) {
        return json instanceof Map || json instanceof List ? "" : json;
    }

    private static @Nullable Object parsed(Object json, Function<String, Object> parser) {
        if (!(json instanceof String text)) {
            return null;
        }
        try {
            return parser.apply(WhiteSpace.trim(text));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable Coordinate coordinate(Object json) {
        Double x = field(json, "x");
        Double y = field(json, "y");
        return x == null || y == null ? null : new Coordinate(x, y);
    }

    private static @Nullable CoordinateRegion region(Object json) {
        Double left = field(json, "left");
        Double top = field(json, "top");
        Double right = field(json, "right");
        Double bottom = field(json, "bottom");
        return left == null || top == null || right == null || bottom == null
                ? null
                : new CoordinateRegion(left, top, right, bottom);
    }

    private static @Nullable Double field(Object json, String name) {
        return json instanceof Map<?, ?> map && map.get(name) instanceof Number number ? number.doubleValue() : null;
    }
}
