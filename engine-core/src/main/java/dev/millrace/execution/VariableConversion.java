package dev.millrace.execution;

import dev.millrace.value.Coordinate;
import dev.millrace.value.ImageReference;
import dev.millrace.value.NumberForm;
import dev.millrace.value.TextForm;
import dev.millrace.value.Truth;
import dev.millrace.value.ValueType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a created variable holds, by its declared type (spec vflow-model 6.3, create). */
final class VariableConversion {
    private static final Coordinate ORIGIN = new Coordinate(0, 0);

    private VariableConversion() {}

    static @Nullable Object to(ValueType type, @Nullable Object value) {
        return switch (type) {
            case STRING -> value == null || value instanceof String ? value : TextForm.of(value);
            case NUMBER -> number(value);
            case BOOLEAN -> Truth.of(value);
            case DICTIONARY -> value instanceof Map ? value : Map.of();
            case LIST -> value instanceof List ? value : List.of();
            case IMAGE -> value instanceof ImageReference ? value : new ImageReference(TextForm.of(value));
            case COORDINATE -> coordinate(value);
            default -> value;
        };
    }

    private static Number number(@Nullable Object value) {
        Number number = NumberForm.of(value);
        return number == null ? 0L : number;
    }

    private static Coordinate coordinate(@Nullable Object value) {
        if (value instanceof Coordinate coordinate) {
            return coordinate;
        }
        if (value instanceof Map<?, ?> map) {
            return new Coordinate(part(map.get("x")), part(map.get("y")));
        }
        List<?> parts = value instanceof List<?> list
                ? list
                : List.of(TextForm.of(value).split(",", -1));
        return parts.size() == 2 ? new Coordinate(part(parts.get(0)), part(parts.get(1))) : ORIGIN;
    }

    private static double part(@Nullable Object value) {
        Number number = NumberForm.of(value);
        return number == null ? 0 : number.intValue();
    }
}
