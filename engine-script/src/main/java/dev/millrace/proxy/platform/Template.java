package dev.millrace.proxy.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders, such as {@code Bearer ${secret:crm}}. What is put in is never parsed again. Immutable.
 *
 * <p>What looks like a placeholder but is of no kind that {@link Placeholder} has is text.
 */
public final class Template {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{(secret|var|credential|request):([A-Za-z0-9_.-]{1,128})}");

    private final String source;
    private final List<Part> parts;

    private record Part(String text, Optional<Placeholder> placeholder) {}

    /** Finds the value of a placeholder. */
    @FunctionalInterface
    public interface Values {
        String valueOf(Placeholder placeholder);
    }

    private Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
    }

    public static Template of(String source) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(source);
        int end = 0;
        while (matcher.find()) {
            parts.add(new Part(source.substring(end, matcher.start()), Optional.empty()));
            parts.add(new Part("", Optional.of(placeholder(matcher))));
            end = matcher.end();
        }
        parts.add(new Part(source.substring(end), Optional.empty()));
        return new Template(source, parts);
    }

    private static Placeholder placeholder(Matcher matcher) {
        return new Placeholder(Placeholder.Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), matcher.group(2));
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    public List<Placeholder> placeholders() {
        return parts.stream().flatMap(part -> part.placeholder().stream()).toList();
    }

    public String render(Values values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.placeholder().map(values::valueOf).orElse(part.text()));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && template.source.equals(source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    /** Without what may be a secret. */
    @Override
    public String toString() {
        return "template";
    }
}
