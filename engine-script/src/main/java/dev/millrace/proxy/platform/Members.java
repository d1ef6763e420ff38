package dev.millrace.proxy.platform;

import dev.millrace.value.Excerpt;
import dev.millrace.value.NearestName;
import dev.millrace.value.TextForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object of a configuration. Reading one that is wrong notes a problem and gives a fallback, so
 * that one reading finds all problems. A member that nobody has read, but that is nearly spelled like one that somebody
 * did, is a mistake; others are ignored.
 */
final class Members {
    private static final int MAX_ENTRIES = 1_000;

    private final Map<?, ?> values;
    private final String path;
    private final List<ConfigurationProblem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    Members(@Nullable Object value, String path, List<ConfigurationProblem> problems) {
        this.values = value instanceof Map<?, ?> map ? map : Map.of();
        this.path = path;
        this.problems = problems;
        if (!(value instanceof Map)) {
            problems.add(new ConfigurationProblem(
                    path, "must be an object, but is " + Excerpt.quoted(value), "write {…} here"));
        }
    }

    String path(String member) {
        return path.isEmpty() ? member : path + "." + member;
    }

    void problem(String member, String message, String fix) {
        problems.add(new ConfigurationProblem(path(member), message, fix));
    }

    boolean has(String member) {
        known.add(member);
        return values.get(member) != null;
    }

    boolean isWritten(String member) {
        known.add(member);
        return values.containsKey(member);
    }

    @Nullable
    Object value(String member) {
        known.add(member);
        return values.get(member);
    }

    Optional<String> text(String member) {
        Object value = value(member);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        problem(member, "must be a text, but is " + Excerpt.quoted(value), "write it in quotes");
        return Optional.empty();
    }

    String requiredText(String member, String example) {
        Optional<String> text = text(member);
        if (text.isEmpty() && value(member) == null
                || text.isPresent() && text.get().isBlank()) {
            problem(member, "is missing", "write a text, such as \"" + example + "\"");
        }
        return text.orElse("");
    }

    boolean truth(String member, boolean fallback) {
        Object value = value(member);
        if (value == null || value instanceof Boolean) {
            return value == null ? fallback : (Boolean) value;
        }
        problem(member, "must be true or false, but is " + Excerpt.quoted(value), "write true or false");
        return fallback;
    }

    double number(String member, double fallback, double min, double max) {
        Object value = value(member);
        if (value == null) {
            return fallback;
        }
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        if (!(number >= min && number <= max)) {
            String range = plain(min) + " to " + plain(max);
            problem(
                    member,
                    "must be a number from " + range + ", but is " + Excerpt.quoted(value),
                    "write one of " + range);
            return fallback;
        }
        return number;
    }

    private static String plain(double number) {
        return TextForm.of(number);
    }

    <E extends Enum<E>> E option(String member, Class<E> type, E fallback) {
        Optional<String> text = text(member);
        return text.isEmpty() ? fallback : option(member, text.get(), type).orElse(fallback);
    }

    private <E extends Enum<E>> Optional<E> option(String member, String text, Class<E> type) {
        List<String> names = new ArrayList<>();
        for (E option : type.getEnumConstants()) {
            String name = option.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equalsIgnoreCase(text)) {
                return Optional.of(option);
            }
            names.add(name);
        }
        problem(member, "is " + Excerpt.quoted(text), "write one of " + String.join(", ", names));
        return Optional.empty();
    }

    /** An expression over the members of an answer. */
    Optional<Rule> rule(String member) {
        Optional<String> text = text(member);
        try {
            return text.map(Rule::of);
        } catch (IllegalArgumentException e) {
            problem(member, String.valueOf(e.getMessage()), "write an expression such as code == 200");
            return Optional.empty();
        }
    }

    Optional<Members> object(String member) {
        return has(member) ? Optional.of(new Members(value(member), path(member), problems)) : Optional.empty();
    }

    List<Members> objects(String member) {
        List<Members> all = new ArrayList<>();
        List<?> list = list(member);
        for (int i = 0; i < list.size(); i++) {
            all.add(new Members(list.get(i), path(member) + "[" + i + "]", problems));
        }
        return all;
    }

    List<?> list(String member) {
        Object value = value(member);
        if (value instanceof List<?> list && list.size() <= MAX_ENTRIES) {
            return list;
        }
        if (value != null) {
            problem(
                    member,
                    "must be a list of at most " + MAX_ENTRIES + " elements, but is " + Excerpt.quoted(value),
                    "write […] here");
        }
        return List.of();
    }

    List<String> textList(String member) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(member)) {
            if (element instanceof String text) {
                texts.add(text);
            } else {
                problem(member, "holds " + Excerpt.quoted(element), "write texts only");
            }
        }
        return texts;
    }

    Map<String, Template> templates(String member) {
        return texts(member, Template::of);
    }

    Map<String, String> texts(String member) {
        return texts(member, Function.identity());
    }

    /** Numbers and truth values count as their texts. */
    private <T> Map<String, T> texts(String member, Function<String, T> made) {
        Map<String, T> texts = new LinkedHashMap<>();
        object(member)
                .ifPresent(members -> members.values.forEach((key, value) -> {
                    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                        texts.put(String.valueOf(key), made.apply(TextForm.of(value)));
                    } else {
                        members.problem(
                                String.valueOf(key), "must be a text, but is " + Excerpt.quoted(value), "write a text");
                    }
                }));
        return texts;
    }

    /** To be called when everything has been read. */
    void refuseMisspelled() {
        for (Object key : values.keySet()) {
            String name = String.valueOf(key);
            String nearest = known.contains(name) ? null : NearestName.of(name, known);
            if (nearest != null && !values.containsKey(nearest)) {
                problem(Excerpt.of(name), "is not known here", "write \"" + nearest + "\" if that is meant");
            }
        }
    }
}
