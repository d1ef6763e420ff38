package dev.millrace.http.exchange;

import dev.millrace.value.Excerpt;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request. A name may be written in camelCase or snake_case; of a repeated parameter the first
 * counts; an empty one is absent.
 *
 * <p>A value that does not suit ends the request with {@link Refusal#BAD_REQUEST}, which names the parameter.
 */
public final class Query {
    private static final int MAX_PARAMETERS = 100;
    private static final String BROKEN = "\uFFFD";

    private final Map<String, String> parameters;
    private final Optional<String> repeated;

    private Query(Map<String, String> parameters, Optional<String> repeated) {
        this.parameters = parameters;
        this.repeated = repeated;
    }

    /** Reads what follows the question mark; not by the container, which would mix in the fields of a form's body. */
    public static Query of(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return new Query(Map.of(), Optional.empty());
        }
        Map<String, String> parameters = new HashMap<>();
        String repeated = null;
        String[] pairs = text.split("&", MAX_PARAMETERS + 1);
        if (pairs.length > MAX_PARAMETERS) {
            throw Failure.of(Refusal.BAD_REQUEST, "the query must have at most " + MAX_PARAMETERS + " parameters");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!pair.isEmpty() && parameters.putIfAbsent(name, value) != null) {
                repeated = name;
            }
        }
        return new Query(parameters, Optional.ofNullable(repeated));
    }

    /** All of them, in the order of their names, as they were written. */
    public SortedMap<String, String> fields() {
        return new TreeMap<>(parameters);
    }

    /** A name that is there more than once. */
    public Optional<String> repeated() {
        return repeated;
    }

    private static String decode(String text) {
        String decoded;
        try {
            decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            decoded = BROKEN;
        }
        if (decoded.contains(BROKEN)) {
            throw Failure.of(Refusal.BAD_REQUEST, "the query is not encoded as UTF-8 with percent signs");
        }
        return decoded;
    }

    public Optional<String> text(String name) {
        String value = parameters.get(name);
        if (value == null) {
            value = parameters.get(Spelling.snakeCase(name));
        }
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    /** True if the parameter is there, though it may be empty. */
    public boolean has(String name) {
        return parameters.containsKey(name) || parameters.containsKey(Spelling.snakeCase(name));
    }

    /** One of {@code options}, in any case of letters; the first where it is absent. */
    public String option(String name, List<String> options) {
        Optional<String> written = text(name);
        if (written.isEmpty()) {
            return options.get(0);
        }
        for (String option : options) {
            if (option.equalsIgnoreCase(written.get())) {
                return option;
            }
        }
        throw wrong(name, "one of " + String.join(", ", options), written.get());
    }

    public boolean truth(String name, boolean whenAbsent) {
        Optional<String> written = text(name);
        if (written.isEmpty()) {
            return whenAbsent;
        }
        return switch (written.get().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong(name, "true or false", written.get());
        };
    }

    /** A whole number within bounds; empty where it is absent. */
    public OptionalLong whole(String name, long min, long max) {
        Optional<String> written = text(name);
        if (written.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long value = Long.parseLong(written.get());
            if (value >= min && value <= max) {
                return OptionalLong.of(value);
            }
        } catch (NumberFormatException notANumber) {
            // told below, as a number out of bounds is
        }
        String range = max == Long.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
        throw wrong(name, "a whole number " + range, written.get());
    }

    public int whole(String name, int min, int max, int whenAbsent) {
        return (int) whole(name, min, max).orElse(whenAbsent);
    }

    private static Failure wrong(String name, String wanted, String written) {
        return Failure.of(
                        Refusal.BAD_REQUEST,
                        "query parameter " + name + " must be " + wanted + ", but was " + Excerpt.quoted(written))
                .with("parameter", name);
    }
}
