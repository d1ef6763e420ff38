package dev.millrace.proxy;

import dev.millrace.proxy.platform.Parameter;
import dev.millrace.proxy.platform.ParameterType;
import dev.millrace.value.Excerpt;
import dev.millrace.value.PlainValue;
import dev.millrace.value.TextForm;
import java.math.BigDecimal;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings arguments to the declared types: a scalar is converted where it is a full literal (spec script-proxy 2). */
final class Conversion {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,100}(\\.[0-9]{1,100})?([eE][+-]?[0-9]{1,3})?");
    private static final int MAX_SCALE = 400;

    private final CallSite site;

    Conversion(CallSite site) {
        this.site = site;
    }

    /** A plain value of the parameter's type; null stays null. */
    @Nullable
    Object of(Parameter parameter, @Nullable Object given) {
        Object value = plain(parameter.name(), given);
        return value == null ? null : typed(parameter, value);
    }

    /** A plain value of what nothing is declared about. */
    @Nullable
    Object plain(String name, @Nullable Object given) {
        Object value = given instanceof TemporalAccessor date ? date.toString() : plainCopy(name, given);
        checkFinite(name, value);
        return value;
    }

    private @Nullable Object plainCopy(String name, @Nullable Object given) {
        try {
            return PlainValue.of(given);
        } catch (IllegalArgumentException e) {
            throw invalid(name, "is nested too deeply, is too large, or contains itself");
        }
    }

    /** The depth is bounded by the plain copy. */
    private void checkFinite(String name, @Nullable Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw invalid(name, "is a number that is not finite");
        } else if (value instanceof List<?> list) {
            list.forEach(element -> checkFinite(name, element));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> checkFinite(name, element));
        }
    }

    private Object typed(Parameter parameter, Object value) {
        Object converted = converted(parameter.type(), value);
        if (converted == null) {
            throw invalid(
                    parameter.name(),
                    "must be of type " + parameter.type().name().toLowerCase(Locale.ROOT) + ", but is "
                            + Excerpt.quoted(value));
        }
        return converted;
    }

    private static @Nullable Object converted(ParameterType type, Object value) {
        return switch (type) {
            case ANY -> value;
            case STRING -> isScalar(value) ? TextForm.of(value) : null;
            case NUMBER -> number(value);
            case INTEGER -> wholeNumber(value);
            case BOOLEAN -> truth(value);
            case ARRAY -> value instanceof List ? value : null;
            case OBJECT -> value instanceof Map ? value : null;
        };
    }

    static boolean isScalar(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static @Nullable Object number(Object value) {
        if (value instanceof Number) {
            return value;
        }
        return value instanceof String text && NUMBER.matcher(text).matches()
                ? PlainValue.of(new BigDecimal(text))
                : null;
    }

    private static @Nullable Object wholeNumber(Object value) {
        if (value instanceof Long) {
            return value;
        }
        if (!(number(value) instanceof Number number)) {
            return null;
        }
        BigDecimal decimal = new BigDecimal(String.valueOf(number));
        boolean isWhole = Math.abs(decimal.scale()) <= MAX_SCALE
                && decimal.stripTrailingZeros().scale() <= 0;
        return isWhole ? PlainValue.of(decimal.toBigInteger()) : null;
    }

    private static @Nullable Object truth(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        return "true".equals(value) || "false".equals(value) ? (Object) "true".equals(value) : null;
    }

    ProxyError invalid(String name, String what) {
        return site.error(ErrorCode.INVALID_ARGUMENT, "parameter " + Excerpt.quoted(name) + " " + what);
    }
}
