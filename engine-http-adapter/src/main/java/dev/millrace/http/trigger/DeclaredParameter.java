package dev.millrace.http.trigger;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that an API declares (spec 5.3).
 *
 * @param inQuery where it comes from: the query, else the body
 * @param fallback what an absent one is; null for nothing
 */
record DeclaredParameter(
        String name,
        boolean inQuery,
        Type type,
        boolean required,
        @Nullable Object fallback,
        boolean hasFallback) {
    /** What a value must be. */
    enum Type {
        STRING("a string"),
        NUMBER("a number"),
        INTEGER("an integer"),
        BOOLEAN("a boolean"),
        OBJECT("an object"),
        ARRAY("an array"),
        ANY("anything");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        static Optional<Type> named(@Nullable Object text) {
            for (Type type : values()) {
                if (type.id().equals(text)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean admits(@Nullable Object value) {
            return switch (this) {
                case STRING -> value instanceof String;
                case NUMBER -> value instanceof Number;
                case INTEGER ->
                    value instanceof Long
                            || value instanceof BigDecimal decimal
                                    && decimal.stripTrailingZeros().scale() <= 0;
                case BOOLEAN -> value instanceof Boolean;
                case OBJECT -> value instanceof Map;
                case ARRAY -> value instanceof List;
                case ANY -> true;
            };
        }
    }

    /**
     * Takes the parameter out of where it stands.
     *
     * @param params what the workflow will see, where a good value or the default is put
     */
    Optional<String> problem(InputFields from, Map<String, @Nullable Object> params) {
        if (!from.values().containsKey(name)) {
            if (hasFallback) {
                params.putIfAbsent(name, fallback);
            }
            return required && !hasFallback ? Optional.of("Parameter '" + name + "' is required") : Optional.empty();
        }
        Object written = from.values().get(name);
        Object value = from.isText() ? Literals.read(written, type) : written;
        if (!type.admits(value)) {
            return Optional.of("Parameter '" + name + "' must be " + type.words);
        }
        params.put(name, value);
        return Optional.empty();
    }

    /** Text of a query or a form, where it is the whole of a number or truth value. */
    private static final class Literals {
        private static final int MAX_DIGITS = 100;

        static @Nullable Object read(@Nullable Object written, Type type) {
            if (!(written instanceof String text)) {
                return written;
            }
            return switch (type) {
                case BOOLEAN -> truth(text);
                case NUMBER, INTEGER -> number(text);
                default -> text;
            };
        }

        private static Object truth(String text) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> text;
            };
        }

        private static Object number(String text) {
            if (!text.matches("-?\\d{1," + MAX_DIGITS + "}(\\.\\d{1," + MAX_DIGITS + "})?([eE][+-]?\\d{1,3})?")) {
                return text;
            }
            BigDecimal exact = new BigDecimal(text);
            boolean isWhole = text.matches("-?\\d{1,18}");
            return isWhole ? (Object) exact.longValueExact() : exact;
        }
    }
}
