package dev.millrace.value;

import java.util.List;

/**
 * A regular expression from a user, matched under a deadline so that no pattern can hold a thread.
 *
 * <p>Immutable and thread-safe. A match that runs longer than the deadline, or deeper than the stack, throws {@link
 * RegexLimitException} whose message names the pattern.
 */
public final class SafePattern {
    private SafePattern() {}

    /** @throws IllegalArgumentException if the text is no pattern or too long; the message can be shown to its author */
    public static SafePattern compile(String regex) {
        throw new UnsupportedOperationException();
    }

    /** True if the pattern occurs anywhere in {@code text}. */
    public boolean find(String text) {
        throw new UnsupportedOperationException();
    }

    /** The given group of every match in order; a group that took no part is left out, an unknown group gives none. */
    public List<String> findAll(String text, int group) {
        throw new UnsupportedOperationException();
    }

    /** Thrown when a match exceeds its deadline or depth. */
    public static final class RegexLimitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RegexLimitException(String message) {
            super(message);
        }
    }
}
