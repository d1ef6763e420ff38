package dev.millrace.http.exchange;

import dev.millrace.value.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object in a request. A name may be written in camelCase or snake_case (decision D3).
 *
 * <p>The getters collect what is wrong and answer with something harmless; {@link #check} then ends the request with all
 * problems at once. Not thread-safe.
 */
public final class Body {
    private final Map<String, @Nullable Object> fields;
    private final ErrorCode whenWrong;
    private final List<Map<String, @Nullable Object>> problems = new ArrayList<>();

    Body(Map<String, @Nullable Object> fields, ErrorCode whenWrong) {
        this.fields = Collections.unmodifiableMap(fields);
        this.whenWrong = whenWrong;
    }

    /** All fields as they were written. */
    public Map<String, @Nullable Object> fields() {
        return fields;
    }

    /** True if the field is there, though it may be null. */
    public boolean has(String name) {
        return fields.containsKey(name) || fields.containsKey(Spelling.snakeCase(name));
    }

    /** The field's value; null if it is null or absent. */
    public @Nullable Object value(String name) {
        return fields.containsKey(name) ? fields.get(name) : fields.get(Spelling.snakeCase(name));
    }

    /** A text that is there and not blank. */
    public String requiredText(String name, int maxLength) {
        Optional<String> text = text(name, maxLength);
        if (text.isPresent() && !text.get().isBlank()) {
            return text.get();
        }
        if (text.isPresent() || value(name) == null) {
            problem(name, "is required and must not be blank");
        }
        return "";
    }

    public Optional<String> text(String name, int maxLength) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            wrong(name, "a text", value);
            return Optional.empty();
        }
        if (text.length() > maxLength) {
            problem(name, "must have at most " + maxLength + " characters, but has " + text.length());
            return Optional.empty();
        }
        return Optional.of(text);
    }

    public Optional<Boolean> truth(String name) {
        Object value = value(name);
        if (value == null || value instanceof Boolean) {
            return Optional.ofNullable((Boolean) value);
        }
        wrong(name, "true or false", value);
        return Optional.empty();
    }

    /** A whole number within bounds. */
    public OptionalLong whole(String name, long min, long max) {
        Object value = value(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof Long number && number >= min && number <= max) {
            return OptionalLong.of(number);
        }
        String range = max == Long.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
        wrong(name, "a whole number " + range, value);
        return OptionalLong.empty();
    }

    /** A list of texts with at least one element. */
    public List<String> requiredTexts(String name, int maxCount) {
        Object value = value(name);
        if (!(value instanceof List<?> list) || list.isEmpty() || !list.stream().allMatch(String.class::isInstance)) {
            wrong(name, "a list of texts with at least one element", value);
            return List.of();
        }
        if (list.size() > maxCount) {
            problem(name, "must have at most " + maxCount + " elements, but has " + list.size());
            return List.of();
        }
        return list.stream().map(String.class::cast).toList();
    }

    /** An object, not to be changed; empty where it is absent. */
    public Map<String, @Nullable Object> object(String name) {
        Object value = value(name);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return Json.fields(map);
        }
        wrong(name, "an object", value);
        return Map.of();
    }

    private void wrong(String name, String wanted, @Nullable Object value) {
        problem(name, "must be " + wanted + ", but was " + Excerpt.quoted(value));
    }

    /** Notes that a field is wrong, in words that follow its name. */
    public void problem(String field, String message) {
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("field", field);
        problem.put("message", field + " " + message);
        problems.add(problem);
    }

    /** @throws Failure with every problem so far, if there is one */
    public void check() {
        if (!problems.isEmpty()) {
            throw Failure.of(
                            whenWrong,
                            whenWrong.message() + ": " + problems.get(0).get("message")
                                    + (problems.size() == 1 ? "" : ", and " + (problems.size() - 1) + " more"))
                    .with("problems", problems);
        }
    }
}
