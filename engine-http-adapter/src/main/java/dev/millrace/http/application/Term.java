package dev.millrace.http.application;

import dev.millrace.http.exchange.Failure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A condition of a query: {@code {column, termType, value, type, terms}} (spec application-api 1). Immutable. */
final class Term {
    private static final int MAX_TERMS = 100;
    private static final int MAX_DEPTH = 8;

    private final boolean joinsWithOr;
    private final Predicate<Map<String, @Nullable Object>> condition;

    private Term(boolean joinsWithOr, Predicate<Map<String, @Nullable Object>> condition) {
        this.joinsWithOr = joinsWithOr;
        this.condition = condition;
    }

    /**
     * All conditions together: {@code and} binds tighter than {@code or}, and no conditions hold always.
     *
     * @param value a list of terms, or null
     * @throws Failure if it is none, or names an unknown column
     */
    static Predicate<Map<String, @Nullable Object>> all(@Nullable Object value, Set<String> columns) {
        return all(value, columns, 0);
    }

    private static Predicate<Map<String, @Nullable Object>> all(
            @Nullable Object value, Set<String> columns, int depth) {
        if (value == null) {
            return row -> true;
        }
        if (!(value instanceof List<?> list) || list.size() > MAX_TERMS || depth > MAX_DEPTH) {
            throw wrong("terms must be an array of at most " + MAX_TERMS + " terms, " + MAX_DEPTH + " levels deep");
        }
        List<Term> terms = list.stream().map(one -> of(one, columns, depth)).toList();
        return row -> holds(terms, row);
    }

    private static boolean holds(List<Term> terms, Map<String, @Nullable Object> row) {
        boolean group = true;
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            if (i > 0 && term.joinsWithOr) {
                if (group) {
                    return true;
                }
                group = true;
            }
            group = group && term.condition.test(row);
        }
        return group;
    }

    private static Term of(@Nullable Object value, Set<String> columns, int depth) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong("a term must be an object with column and value");
        }
        Object type = map.get("type");
        if (type != null && !type.equals("and") && !type.equals("or")) {
            throw wrong("type of a term must be and or or");
        }
        Predicate<Map<String, @Nullable Object>> condition = row -> true;
        if (map.get("column") != null) {
            condition = comparison(Fields.members(map), columns);
        } else if (map.get("terms") == null) {
            throw wrong("a term must have a column, or terms of its own");
        }
        return new Term("or".equals(type), condition.and(all(map.get("terms"), columns, depth + 1)));
    }

    private static Predicate<Map<String, @Nullable Object>> comparison(
            Map<String, @Nullable Object> term, Set<String> columns) {
        String column = String.valueOf(term.get("column"));
        if (!columns.contains(column)) {
            throw wrong("unknown column, must be one of " + String.join(", ", columns));
        }
        Object termType = term.get("termType");
        Object wanted = term.get("value");
        Predicate<@Nullable Object> test = test(termType == null ? "eq" : String.valueOf(termType), wanted);
        return row -> test.test(plain(row.get(column)));
    }

    /** What a word of a closed list is compared by. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map.get("value") : value;
    }

    private static Predicate<@Nullable Object> test(String termType, @Nullable Object wanted) {
        return switch (termType) {
            case "eq" -> value -> isSame(value, wanted);
            case "not" -> value -> !isSame(value, wanted);
            case "gt" -> value -> value != null && compare(value, wanted) > 0;
            case "gte" -> value -> value != null && compare(value, wanted) >= 0;
            case "lt" -> value -> value != null && compare(value, wanted) < 0;
            case "lte" -> value -> value != null && compare(value, wanted) <= 0;
            case "like" -> like(wanted);
            case "nlike" -> like(wanted).negate();
            case "in" -> in(wanted);
            case "nin" -> in(wanted).negate();
            case "btw" -> between(wanted);
            case "nbtw" -> between(wanted).negate();
            case "empty" -> value -> value == null || value.equals("");
            case "nempty" -> value -> value != null && !value.equals("");
            case "isnull" -> value -> value == null;
            case "notnull" -> value -> value != null;
            default ->
                throw wrong("unknown termType, must be one of eq, not, gt, gte, lt, lte, like, nlike, in, nin, btw,"
                        + " nbtw, empty, nempty, isnull, notnull");
        };
    }

    private static boolean isSame(@Nullable Object value, @Nullable Object wanted) {
        return value == null ? wanted == null : wanted != null && compare(value, wanted) == 0;
    }

    static int compare(@Nullable Object value, @Nullable Object other) {
        String text = String.valueOf(value);
        String otherText = String.valueOf(other);
        if (value instanceof Number && Pattern.matches("-?[0-9]{1,30}([.][0-9]{1,30})?", otherText)) {
            return new BigDecimal(text).compareTo(new BigDecimal(otherText));
        }
        return text.compareTo(otherText);
    }

    private static Predicate<@Nullable Object> like(@Nullable Object wanted) {
        String pattern = String.valueOf(wanted);
        return value -> value != null && isLike(String.valueOf(value), pattern);
    }

    /** As SQL: {@code %} for any text, {@code _} for one character. Takes no more than length times length. */
    private static boolean isLike(String text, String pattern) {
        int at = 0;
        int in = 0;
        int star = -1;
        int mark = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '%') {
                star = in++;
                mark = at;
            } else if (in < pattern.length() && (pattern.charAt(in) == '_' || pattern.charAt(in) == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++mark;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '%') {
            in++;
        }
        return in == pattern.length();
    }

    private static Predicate<@Nullable Object> in(@Nullable Object wanted) {
        List<@Nullable Object> options = options(wanted);
        return value -> options.stream().anyMatch(option -> isSame(value, option));
    }

    private static Predicate<@Nullable Object> between(@Nullable Object wanted) {
        List<@Nullable Object> bounds = options(wanted);
        if (bounds.size() != 2) {
            throw wrong("btw and nbtw need two values");
        }
        return value -> value != null && compare(value, bounds.get(0)) >= 0 && compare(value, bounds.get(1)) <= 0;
    }

    private static List<@Nullable Object> options(@Nullable Object wanted) {
        if (wanted instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        return new ArrayList<>(List.of(String.valueOf(wanted).split(",")));
    }

    static Failure wrong(String message) {
        return Failure.of(ApplicationError.ILLEGAL_ARGUMENT, message);
    }
}
