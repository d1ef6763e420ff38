package dev.millrace.workflow;

import dev.millrace.value.Coordinate;
import dev.millrace.value.CoordinateRegion;
import dev.millrace.value.ImageReference;
import dev.millrace.value.ValueLimits;
import dev.millrace.value.ValueType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Parameters written as {@code {"type": …, "value": …}} (spec vflow-model 5.7, K2).
 *
 * <p>Differs from values at run time in one thing: a value that does not suit its type stays as it is written, because
 * it may be a reference, and because a mistake must survive being read, shown and written.
 */
final class TypedForm {
    private static final String TYPE = "type";
    private static final String VALUE = "value";

    private TypedForm() {}

    /** True for an object with exactly the keys {@code type}, naming a known type, and {@code value}. */
    static boolean isTyped(@Nullable Object json) {
        return typeOf(json).isPresent();
    }

    private static Optional<ValueType> typeOf(@Nullable Object json) {
        if (json instanceof Map<?, ?> object
                && object.size() == 2
                && object.containsKey(VALUE)
                && object.get(TYPE) instanceof String name) {
            return ValueType.named(name);
        }
        return Optional.empty();
    }

    /**
     * The value of a typed object, at all depths; anything else as it is.
     *
     * @param mismatch told of each value that does not suit its type
     */
    static @Nullable Object unwrap(@Nullable Object json, BiConsumer<ValueType, Object> mismatch) {
        Optional<ValueType> type = typeOf(json);
        if (type.isEmpty() || !(json instanceof Map<?, ?> object)) {
            return json;
        }
        return convert(type.get(), object.get(VALUE), mismatch);
    }

    private static @Nullable Object convert(
            ValueType type, @Nullable Object value, BiConsumer<ValueType, Object> mismatch) {
        if (value == null || type == ValueType.NULL) {
            return null;
        }
        if (type == ValueType.ANY) {
            return nested(value, mismatch);
        }
        boolean container = type == ValueType.LIST || type == ValueType.DICTIONARY;
        if (container && ValueType.of(value) == type) {
            return members(value, mismatch);
        }
        Optional<Object> scalar = scalar(type, value);
        if (scalar.isEmpty() && !mayBeReference(value)) {
            mismatch.accept(type, value);
        }
        return scalar.orElse(value);
    }

    private static @Nullable Object nested(@Nullable Object value, BiConsumer<ValueType, Object> mismatch) {
        return isTyped(value) ? unwrap(value, mismatch) : members(value, mismatch);
    }

    private static @Nullable Object members(@Nullable Object value, BiConsumer<ValueType, Object> mismatch) {
        if (value instanceof List<?> list) {
            var copy = new ArrayList<@Nullable Object>(list.size());
            list.forEach(element -> copy.add(nested(element, mismatch)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> object) {
            var copy = new LinkedHashMap<String, @Nullable Object>();
            object.forEach((key, member) -> copy.put(String.valueOf(key), nested(member, mismatch)));
            return Collections.unmodifiableMap(copy);
        }
        return value;
    }

    private static boolean mayBeReference(Object value) {
        return value instanceof String text && (text.contains("{{") || text.contains("[["));
    }

    private static Optional<Object> scalar(ValueType type, Object value) {
        if (value instanceof Map<?, ?> object) {
            return point(type, object);
        }
        if (value instanceof String text) {
            return ofText(type, text);
        }
        if (type == ValueType.STRING && !(value instanceof List)) {
            return Optional.of(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        }
        return ValueType.of(value) == type ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> ofText(ValueType type, String text) {
        if (type == ValueType.STRING) {
            return Optional.of(text);
        }
        if (mayBeReference(text)) {
            return Optional.empty();
        }
        return switch (type) {
            case NUMBER -> number(text);
            case BOOLEAN -> truth(text);
            case IMAGE -> Optional.of(new ImageReference(text));
            case DATE -> date(text);
            case TIME -> time(text);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> number(String text) {
        String trimmed = text.trim();
        boolean plausible = !trimmed.isEmpty() && trimmed.length() <= ValueLimits.DEFAULT.maxDigits();
        return plausible ? parse(trimmed) : Optional.empty();
    }

    private static Optional<Object> parse(String text) {
        try {
            return JsonNumber.of(new BigDecimal(text), ValueLimits.DEFAULT.maxDigits())
                    .map(Object.class::cast);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Object> truth(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }

    private static Optional<Object> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    private static Optional<Object> point(ValueType type, Map<?, ?> object) {
        if (type == ValueType.COORDINATE
                && object.get("x") instanceof Number x
                && object.get("y") instanceof Number y) {
            return Optional.of(new Coordinate(x.doubleValue(), y.doubleValue()));
        }
        if (type == ValueType.COORDINATE_REGION
                && object.get("left") instanceof Number left
                && object.get("top") instanceof Number top
                && object.get("right") instanceof Number right
                && object.get("bottom") instanceof Number bottom) {
            return Optional.of(new CoordinateRegion(
                    left.doubleValue(), top.doubleValue(), right.doubleValue(), bottom.doubleValue()));
        }
        return Optional.empty();
    }

    /** {@code {"type": …, "value": JSON value}} with the short name of the value's type. */
    static Map<String, @Nullable Object> wrap(@Nullable Object value) {
        Map<String, @Nullable Object> typed = new LinkedHashMap<>();
        typed.put(TYPE, ValueType.of(value).id());
        typed.put(VALUE, json(value));
        return Collections.unmodifiableMap(typed);
    }

    /** True if {@code value} cannot be written plainly, or would be read as something else. */
    static boolean needsType(@Nullable Object value) {
        return isTyped(value) || holdsRecord(value);
    }

    private static boolean holdsRecord(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(TypedForm::holdsRecord);
        }
        if (value instanceof Map<?, ?> object) {
            return object.values().stream().anyMatch(TypedForm::holdsRecord);
        }
        return isRecord(value);
    }

    private static boolean isRecord(@Nullable Object value) {
        return switch (ValueType.of(value)) {
            case IMAGE, DATE, TIME, COORDINATE, COORDINATE_REGION -> true;
            default -> false;
        };
    }

    private static @Nullable Object json(@Nullable Object value) {
        if (value instanceof List<?> list) {
            var copy = new ArrayList<@Nullable Object>(list.size());
            list.forEach(element -> copy.add(member(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> object) {
            var copy = new LinkedHashMap<String, @Nullable Object>();
            object.forEach((key, member) -> copy.put(String.valueOf(key), member(member)));
            return copy;
        }
        return ofRecord(value);
    }

    private static @Nullable Object member(@Nullable Object value) {
        return isTyped(value) || isRecord(value) ? wrap(value) : json(value);
    }

    private static @Nullable Object ofRecord(@Nullable Object value) {
        if (value instanceof ImageReference image) {
            return image.uri();
        }
        if (value instanceof Coordinate point) {
            return members("x", point.x(), "y", point.y());
        }
        if (value instanceof CoordinateRegion region) {
            return members(
                    "left", region.left(), "top", region.top(), "right", region.right(), "bottom", region.bottom());
        }
        return isRecord(value) ? String.valueOf(value) : value;
    }

    private static Map<String, @Nullable Object> members(Object... namesAndNumbers) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            object.put((String) namesAndNumbers[i], whole((double) namesAndNumbers[i + 1]));
        }
        return object;
    }

    private static Number whole(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1L << 53 ? (Number) (long) number : (Number) number;
    }
}
