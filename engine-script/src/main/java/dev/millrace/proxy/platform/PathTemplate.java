package dev.millrace.proxy.platform;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of an api, such as {@code /v1/customers/{id}}.
 *
 * @param source as it was written
 */
public record PathTemplate(String source) {
    private static final Pattern PART = Pattern.compile("\\$\\{var:([A-Za-z0-9_.-]{1,128})}|\\{([^{}]{1,128})}");

    /** The names of the path parameters, in the order of the path. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        PART.matcher(source).results().filter(part -> part.group(2) != null).forEach(part -> names.add(part.group(2)));
        return names;
    }

    /** The names of the instance's variables in it. */
    Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        PART.matcher(source).results().filter(part -> part.group(1) != null).forEach(part -> names.add(part.group(1)));
        return names;
    }

    /** What is left when every parameter and variable is taken out. */
    String literal() {
        return PART.matcher(source).replaceAll("");
    }

    /**
     * The path with everything filled in.
     *
     * @param parameter name → encoded value
     * @param variable name → encoded value
     */
    public String render(UnaryOperator<String> parameter, UnaryOperator<String> variable) {
        return PART.matcher(source).replaceAll(part -> Matcher.quoteReplacement(filled(part, parameter, variable)));
    }

    private static String filled(MatchResult part, UnaryOperator<String> parameter, UnaryOperator<String> variable) {
        return part.group(2) == null ? variable.apply(part.group(1)) : parameter.apply(part.group(2));
    }
}
