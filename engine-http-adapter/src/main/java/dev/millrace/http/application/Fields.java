package dev.millrace.http.application;

import dev.millrace.http.exchange.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in a request. What is wrong is collected, in the order in which it is asked for; {@link #check}
 * then ends the request with all of it. Not thread-safe.
 */
final class Fields {
    private final Map<String, @Nullable Object> values;
    private final String prefix;
    private final List<Map<String, @Nullable Object>> problems;

    private Fields(Map<String, @Nullable Object> values, String prefix, List<Map<String, @Nullable Object>> problems) {
        this.values = values;
        this.prefix = prefix;
        this.problems = problems;
    }

    static Fields of(Map<String, @Nullable Object> values) {
        return new Fields(values, "", new ArrayList<>());
    }

    /** The members of a member, whose problems are collected with these. */
    Fields within(String name, Map<String, @Nullable Object> members) {
        return new Fields(members, prefix + name + ".", problems);
    }

    static Map<String, @Nullable Object> members(Map<?, ?> object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
    }

    @Nullable
    Object value(String name) {
        return values.get(name);
    }

    /** A text of the pattern; empty text if there is none. */
    String required(String name, Pattern pattern, String wanted) {
        String text = text(name);
        if (text.isBlank()) {
            if (!isOfWrongType(name)) {
                problem(name, "must not be blank");
            }
        } else if (!pattern.matcher(text).matches()) {
            problem(name, "must be " + wanted);
        }
        return text;
    }

    /** A text; the empty one where there is none. */
    String text(String name) {
        Object value = value(name);
        if (value == null || value instanceof String) {
            return value == null ? "" : (String) value;
        }
        problem(name, "must be a text");
        return "";
    }

    private boolean isOfWrongType(String name) {
        return value(name) != null && !(value(name) instanceof String);
    }

    String text(String name, int max) {
        String text = text(name);
        if (text.codePointCount(0, text.length()) > max) {
            problem(name, "must have at most " + max + " characters");
        }
        return text;
    }

    /** A word of a closed list, written plainly or as {@code {"value"}}; the empty text where there is none. */
    String word(String name) {
        Object value = value(name);
        Optional<String> word = word(value);
        if (value != null && word.isEmpty()) {
            problem(name, "must be a text");
        }
        return word.orElse("");
    }

    private static Optional<String> word(@Nullable Object value) {
        Object plain = value instanceof Map<?, ?> map ? map.get("value") : value;
        return plain instanceof String text ? Optional.of(text) : Optional.empty();
    }

    boolean truth(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof Boolean)) {
            problem(name, "must be true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    long whole(String name, long min, long max, long whenAbsent) {
        Object value = value(name);
        if (value == null) {
            return whenAbsent;
        }
        if (value instanceof Long number && number >= min && number <= max) {
            return number;
        }
        problem(name, "must be a whole number from " + min + " to " + max);
        return whenAbsent;
    }

    /** Texts, or words of a closed list; empty where there is none. */
    List<String> words(String name) {
        Object value = value(name);
        if (value == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(one -> word(one).ifPresent(words::add));
            if (words.size() == list.size()) {
                return words;
            }
        }
        problem(name, "must be an array of texts");
        return List.of();
    }

    /** Notes that a member is wrong, in words that follow its name. */
    void problem(String name, String message) {
        note(name, message, prefix + name + " " + message);
    }

    /** Notes that a member is wrong, in words that need no name. */
    void sentence(String name, String message) {
        note(name, message, message);
    }

    private void note(String name, String message, String text) {
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("property", prefix + name);
        problem.put("message", message);
        problem.put("text", text);
        problems.add(problem);
    }

    boolean hasProblem() {
        return !problems.isEmpty();
    }

    /** @throws Failure with every problem so far, if there is one */
    void check() {
        if (problems.isEmpty()) {
            return;
        }
        String first = String.valueOf(problems.get(0).get("text"));
        problems.forEach(problem -> problem.remove("text"));
        throw Failure.of(ApplicationError.ILLEGAL_ARGUMENT, first).with("result", problems);
    }
}
