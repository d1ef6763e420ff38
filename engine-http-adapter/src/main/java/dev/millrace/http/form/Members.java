package dev.millrace.http.form;

import dev.millrace.form.ObjectError;
import dev.millrace.form.ObjectException;
import dev.millrace.form.Submission;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of a request's body. A name counts as it is written, else in any case of letters. */
final class Members {
    private final Map<String, @Nullable Object> exact;
    private final Map<String, @Nullable Object> lower = new LinkedHashMap<>();

    private Members(Map<?, ?> body) {
        this.exact = named(body);
        exact.forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (lower.containsKey(key)) {
                throw Failure.of(
                        InvokeError.INVALID_REQUEST,
                        "Invalid request: two members differ from " + name + " in case only");
            }
            lower.put(key, value);
        });
    }

    /** @throws Failure if it is no JSON object */
    static Members read(byte[] utf8) {
        byte[] body = withoutMark(utf8);
        if (body.length == 0) {
            throw Failure.of(InvokeError.INVALID_REQUEST, "Invalid request: the body is empty");
        }
        if (!(Json.read(body) instanceof Map<?, ?> map)) {
            throw Failure.of(InvokeError.INVALID_REQUEST, "Invalid request: the body must be a JSON object");
        }
        return new Members(map);
    }

    private static byte[] withoutMark(byte[] utf8) {
        boolean marked = utf8.length >= 3 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB && utf8[2] == (byte) 0xBF;
        return marked ? java.util.Arrays.copyOfRange(utf8, 3, utf8.length) : utf8;
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> map) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    @Nullable
    Object value(String name) {
        return exact.containsKey(name) ? exact.get(name) : lower.get(name.toLowerCase(Locale.ROOT));
    }

    /** All but those named, in order. */
    Map<String, @Nullable Object> without(List<String> names) {
        Map<String, @Nullable Object> others = new LinkedHashMap<>(exact);
        others.keySet().removeIf(name -> names.stream().anyMatch(name::equalsIgnoreCase));
        return others;
    }

    /** A text that is there and not blank. */
    String required(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    private static ObjectException missing(String name) {
        return new ObjectException(ObjectError.MISSING_PARAMETER, name + " is required");
    }

    Optional<String> text(String name) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw invalid(name + " must be a text");
        }
        return Optional.of(text).filter(content -> !content.isBlank());
    }

    static ObjectException invalid(String message) {
        return new ObjectException(ObjectError.INVALID_PARAMETER, message);
    }

    Submission submission() {
        Object value = value("IsSubmit");
        if (value == null || value instanceof String blank && blank.isBlank()) {
            throw missing("IsSubmit");
        }
        return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Submission.SUBMIT;
            case "false", "0" -> Submission.SAVE;
            default -> throw invalid("IsSubmit must be a boolean");
        };
    }

    /** An object, or a text with one. */
    Map<String, @Nullable Object> object(String name) {
        Object value = value(name);
        if (value == null || value.equals("")) {
            throw missing(name);
        }
        return object(name, value);
    }

    private static Map<String, @Nullable Object> object(String name, @Nullable Object value) {
        Object read = value instanceof String text ? parsed(name, text) : value;
        if (read instanceof Map<?, ?> map) {
            return named(map);
        }
        throw invalid(name + " must be a JSON object, or a text with one");
    }

    private static @Nullable Object parsed(String name, String text) {
        try {
            return Json.read(text);
        } catch (Failure failure) {
            throw invalid(name + ": " + failure.text().replace("the body", "the text"));
        }
    }

    /** A list of objects, or of texts with them, or a text with such a list. */
    List<Map<String, @Nullable Object>> objects(String name) {
        Object value = value(name);
        if (value == null || value.equals("")) {
            throw missing(name);
        }
        Object read = value instanceof String text ? parsed(name, text) : value;
        if (!(read instanceof List<?> list)) {
            throw invalid(name + " must be a list of objects");
        }
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            objects.add(object(name + "[" + i + "]", list.get(i)));
        }
        return objects;
    }

    /** The filter, as an object or a text; a text may have single quotes. Empty where it is absent. */
    Map<String, @Nullable Object> filter() {
        Object value = value("Filter");
        if (value == null || value.equals("")) {
            return Map.of();
        }
        Object read = value;
        if (value instanceof String text) {
            try {
                read = Json.readWithEitherQuote(text);
            } catch (Failure failure) {
                throw new ObjectException(
                        ObjectError.INVALID_FILTER, "Filter: " + failure.text().replace("the body", "the text"));
            }
        }
        if (read instanceof Map<?, ?> map) {
            return named(map);
        }
        throw new ObjectException(ObjectError.INVALID_FILTER, "Filter must be a JSON object, or a text with one");
    }
}
