package dev.millrace.workflow;

import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Problem.Severity;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, taken one by one; what nobody took are its unknown fields. A field that is missing,
 * null or of a wrong type is empty; the last is a problem of the severity the caller gives.
 */
final class Fields {
    private final Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    private final Function<String, Place> places;
    private final List<Problem> problems;

    /** @param places the place of each field */
    Fields(Map<?, ?> object, Function<String, Place> places, List<Problem> problems) {
        object.forEach((key, value) -> rest.put(String.valueOf(key), value));
        this.places = places;
        this.problems = problems;
    }

    static Fields none() {
        return new Fields(Map.of(), Place::file, List.of());
    }

    Optional<String> text(String name, Severity ifWrong) {
        return take(name, String.class, "a text", ifWrong);
    }

    Optional<Boolean> flag(String name, Severity ifWrong) {
        return take(name, Boolean.class, "true or false", ifWrong);
    }

    /** A whole number; 5.0 is one. What is beyond 64 bits is cut to them. */
    Optional<Long> whole(String name, Severity ifWrong) {
        Object value = rest.remove(name);
        if (value instanceof BigDecimal number && number.scale() <= 0) {
            return Optional.of(number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
        return expect(name, value, Long.class, "a whole number", ifWrong);
    }

    /** As {@link #whole}, cut to 32 bits. */
    Optional<Integer> integer(String name, Severity ifWrong) {
        return whole(name, ifWrong).map(number ->
                (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number)));
    }

    Optional<List<?>> list(String name, Severity ifWrong) {
        return take(name, List.class, "an array", ifWrong).map(list -> (List<?>) list);
    }

    Optional<Map<?, ?>> object(String name, Severity ifWrong) {
        return take(name, Map.class, "an object", ifWrong).map(object -> (Map<?, ?>) object);
    }

    /** The field if it is an object; else it stays what it is, an unknown field. */
    Optional<Map<?, ?>> objectIfAny(String name) {
        if (rest.get(name) instanceof Map<?, ?> object) {
            rest.remove(name);
            return Optional.of(object);
        }
        return Optional.empty();
    }

    @Nullable
    Object peek(String name) {
        return rest.get(name);
    }

    void drop(String name) {
        rest.remove(name);
    }

    void put(String name, @Nullable Object value) {
        rest.put(name, value);
    }

    /** The fields nobody took, in their order. */
    Map<String, @Nullable Object> rest() {
        return rest.isEmpty() ? Map.of() : Collections.unmodifiableMap(rest);
    }

    void report(Severity severity, ProblemCode code, String name, String message, String fix) {
        problems.add(new Problem(severity, code, places.apply(name), message, fix));
    }

    private <T> Optional<T> take(String name, Class<T> type, String expected, Severity ifWrong) {
        return expect(name, rest.remove(name), type, expected, ifWrong);
    }

    private <T> Optional<T> expect(
            String name, @Nullable Object value, Class<T> type, String expected, Severity ifWrong) {
        if (value == null) {
            return Optional.empty();
        }
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        report(
                ifWrong,
                ProblemCode.WRONG_TYPE,
                name,
                name + " must be " + expected + ", but was " + Excerpt.quoted(value),
                "write " + expected + ", or leave the field out");
        return Optional.empty();
    }
}
