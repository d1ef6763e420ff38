package dev.millrace.form;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a call. Immutable. */
public final class OpenApiRequest {
    private final Map<String, @Nullable Object> parameters;

    public OpenApiRequest(Map<String, @Nullable Object> parameters) {
        this.parameters = parameters;
    }

    /** All of them, as plain values. */
    public Map<String, @Nullable Object> parameters() {
        return parameters;
    }

    /**
     * A parameter; texts become numbers and truth values, and those become texts.
     *
     * @param type {@code String}, {@code Integer}, {@code Long}, {@code Double}, {@code BigDecimal}, {@code Boolean} or what
     *     a plain value is
     * @param absent what is taken where it is absent or null
     * @throws ObjectException {@link ObjectError#INVALID_PARAMETER} if it cannot be converted
     */
    public <T> T get(String name, Class<T> type, T absent) {
        Object value = parameters.get(name);
        if (value == null) {
            return absent;
        }
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        try {
            return type.cast(converted(value, type));
        } catch (Values.UnsuitableException | ArithmeticException | ClassCastException e) {
            throw new ObjectException(ObjectError.INVALID_PARAMETER, name + " must be a " + type.getSimpleName());
        }
    }

    private static Object converted(Object value, Class<?> type) throws Values.UnsuitableException {
        if (type == String.class) {
            return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
        }
        if (type == Boolean.class) {
            return Values.truth(value);
        }
        BigDecimal number = Values.number(value);
        if (type == Integer.class) {
            return number.intValueExact();
        }
        if (type == Long.class) {
            return number.longValueExact();
        }
        return type == Double.class ? (Object) number.doubleValue() : number;
    }
}
