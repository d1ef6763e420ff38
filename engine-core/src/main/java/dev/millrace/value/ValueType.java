package dev.millrace.value;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The type of a plain value, and of the inputs and outputs of modules. {@link #ANY} is declared, never observed. */
public enum ValueType {
    ANY,
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    LIST,
    DICTIONARY,
    IMAGE,
    DATE,
    TIME,
    COORDINATE,
    COORDINATE_REGION;

    private static final String APP_PREFIX = "vflow.type.";

    private final String id = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, in lower snake case: {@code string}, {@code coordinate_region}. */
    public String id() {
        return id;
    }

    /** The type of a plain value; {@link #ANY} for an object that is no plain value. */
    public static ValueType of(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof String) {
            return STRING;
        }
        if (value instanceof Number) {
            return NUMBER;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        if (value instanceof List) {
            return LIST;
        }
        if (value instanceof Map) {
            return DICTIONARY;
        }
        return ofRecord(value);
    }

    private static ValueType ofRecord(Object value) {
        if (value instanceof LocalDate) {
            return DATE;
        }
        if (value instanceof LocalTime) {
            return TIME;
        }
        if (value instanceof ImageReference) {
            return IMAGE;
        }
        if (value instanceof Coordinate) {
            return COORDINATE;
        }
        return value instanceof CoordinateRegion ? COORDINATE_REGION : ANY;
    }

    /** The type named by a short name ({@code string}) or by the phone app's type id ({@code vflow.type.string}). */
    public static Optional<ValueType> named(String text) {
        String name = text.startsWith(APP_PREFIX) ? text.substring(APP_PREFIX.length()) : text;
        for (ValueType type : values()) {
            if (type.id.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
