package dev.millrace.proxy.platform;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path of an api, such as {@code /v1/customers/{id}}. What is put in is never parsed again. Immutable. */
public final class PathTemplate {
    private static final Pattern HOLE = Pattern.compile("\\$\\{var:([A-Za-z0-9_.-]{1,128})}|\\{([^{}]{1,128})}");

    private final String source;
    private final List<Part> parts;

    private enum Kind {
        LITERAL,
        PARAMETER,
        VARIABLE
    }

    /** @param text what stands there, or the name of what comes there */
    private record Part(Kind kind, String text) {}

    private PathTemplate(String source, List<Part> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
    }

    public static PathTemplate of(String source) {
        List<Part> parts = new ArrayList<>();
        Matcher hole = HOLE.matcher(source);
        int end = 0;
        while (hole.find()) {
            parts.add(new Part(Kind.LITERAL, source.substring(end, hole.start())));
            parts.add(
                    hole.group(2) == null
                            ? new Part(Kind.VARIABLE, hole.group(1))
                            : new Part(Kind.PARAMETER, hole.group(2)));
            end = hole.end();
        }
        parts.add(new Part(Kind.LITERAL, source.substring(end)));
        return new PathTemplate(source, parts);
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    /** The names of the path parameters, in the order of the path. */
    public Set<String> names() {
        return texts(Kind.PARAMETER);
    }

    /** The names of the instance's variables in it. */
    Set<String> variables() {
        return texts(Kind.VARIABLE);
    }

    private Set<String> texts(Kind kind) {
        Set<String> texts = new LinkedHashSet<>();
        parts.stream().filter(part -> part.kind() == kind).forEach(part -> texts.add(part.text()));
        return texts;
    }

    /** What is left when every parameter and variable is taken out. */
    String literal() {
        return render(name -> "", name -> "");
    }

    /**
     * The path with everything filled in.
     *
     * @param parameter name → encoded value
     * @param variable name → encoded value
     */
    public String render(UnaryOperator<String> parameter, UnaryOperator<String> variable) {
        StringBuilder path = new StringBuilder();
        for (Part part : parts) {
            path.append(
                    switch (part.kind()) {
                        case LITERAL -> part.text();
                        case PARAMETER -> parameter.apply(part.text());
                        case VARIABLE -> variable.apply(part.text());
                    });
        }
        return path.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathTemplate template && template.source.equals(source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
