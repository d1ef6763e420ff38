package dev.millrace.modules.time;

import dev.millrace.modules.guard.Compiled;
import dev.millrace.value.Excerpt;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Patterns of letters such as {@code yyyy-MM-dd}, compiled once. */
final class DatePatterns {
    static final int MAX_LENGTH = 100;

    private static final Compiled<DateTimeFormatter> PATTERNS = Compiled.with(DatePatterns::compile);

    private DatePatterns() {}

    /** @throws IllegalArgumentException if the text is no pattern; the message can be shown to its author */
    static DateTimeFormatter of(String pattern) {
        return PATTERNS.of(pattern);
    }

    private static DateTimeFormatter compile(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a date pattern may have " + MAX_LENGTH + " characters, but this has " + pattern.length());
        }
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Excerpt.quoted(pattern) + " is no date pattern: " + e.getMessage()
                            + "; use letters as in yyyy-MM-dd HH:mm:ss, and quote text as in 'at'",
                    e);
        }
    }
}
