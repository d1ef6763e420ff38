package dev.millrace.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a literal of an input must satisfy; null and empty mean unconstrained.
 *
 * @param min smallest number
 * @param max greatest number
 * @param step distance of an editor's steps between {@code min} and {@code max}; never checked
 * @param wholeNumber a number must be integral
 * @param pattern regular expression that the whole text must match
 * @param minLength fewest UTF-16 units of a text
 * @param maxLength most UTF-16 units of a text
 * @param options the ids an enumeration allows
 * @param language what a code editor highlights: {@code json}, {@code javascript}
 */
public record Constraints(
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double step,
        boolean wholeNumber,
        @Nullable String pattern,
        @Nullable Integer minLength,
        @Nullable Integer maxLength,
        List<String> options,
        @Nullable String language) {
    public static final Constraints NONE = new Constraints(null, null, null, false, null, null, null, List.of(), null);

    public Constraints {
        options = List.copyOf(options);
    }
}
