package dev.millrace.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression from a user, matched under a budget and a deadline so that no pattern can hold a thread.
 *
 * <p>Immutable and thread-safe. A match that reads more characters than its budget, runs longer than the deadline, or goes
 * deeper than the stack, throws {@link RegexLimitException} whose message names the pattern. Patterns have at most 1,000
 * characters, texts at most 1,000,000; one call reads at most 20,000,000 characters (a tenth of a second on an idle
 * machine, and the same result on a busy one) and takes at most 2 s whatever the machine does.
 */
public final class SafePattern {
    private static final int MAX_PATTERN_LENGTH = 1_000;
    private static final int MAX_TEXT_LENGTH = 1_000_000;
    private static final int MAX_READS = 20_000_000;
    private static final long MAX_NANOS = 2_000_000_000;

    private final Pattern pattern;

    private SafePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException if the text is no pattern or too long; the message can be shown to its author */
    public static SafePattern compile(String regex) {
        if (regex.length() > MAX_PATTERN_LENGTH) {
            throw new IllegalArgumentException("The pattern \"" + Excerpt.of(regex) + "\" has " + regex.length()
                    + " characters; at most " + MAX_PATTERN_LENGTH + " are allowed. Fix: write a shorter one.");
        }
        Repetitions.check(regex);
        try {
            return new SafePattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + Excerpt.of(regex) + "\" is no regular expression: "
                    + e.getDescription() + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1))
                    + ". Fix: put a \\ before characters that are meant literally.");
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(
                    "The pattern \"" + Excerpt.of(regex) + "\" is nested too deep. Fix: write a simpler one.");
        }
    }

    /** True if the pattern occurs anywhere in {@code text}. */
    public boolean find(String text) {
        return withinLimits(text, Matcher::find);
    }

    /** The given group of every match in order; a group that took no part is left out, an unknown group gives none. */
    public List<String> findAll(String text, int group) {
        return withinLimits(text, matcher -> groups(matcher, group));
    }

    private static List<String> groups(Matcher matcher, int group) {
        List<String> found = new ArrayList<>();
        if (group < 0 || group > matcher.groupCount()) {
            return found;
        }
        while (matcher.find()) {
            String part = matcher.group(group);
            if (part != null) {
                found.add(part);
            }
        }
        return found;
    }

    private <T> T withinLimits(String text, Function<Matcher, T> match) {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw limit("is given a text of " + text.length() + " characters; at most " + MAX_TEXT_LENGTH
                    + " are allowed. Fix: match a part of the text");
        }
        try {
            return match.apply(pattern.matcher(new BoundedText(text, System.nanoTime() + MAX_NANOS)));
        } catch (TimeIsUp e) {
            throw limit("takes too long on a text of " + text.length()
                    + " characters. Fix: avoid repetitions inside repetitions");
        } catch (StackOverflowError e) {
            // raised by the matcher's own recursion, which holds no lock and leaves nothing half done
            throw limit("needs too much memory on a text of " + text.length()
                    + " characters. Fix: write [ab]* instead of (a|b)*");
        }
    }

    private RegexLimitException limit(String what) {
        return new RegexLimitException("The pattern \"" + Excerpt.of(pattern.pattern()) + "\" " + what + ".");
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    /**
     * A text that stops its reader when the budget is spent or the time is up. The clock is the machine's and not the engine's on purpose: what
     * is bounded is work and not a time of the workflow, and a clock driven by a test would never move inside a match.
     */
    private static final class BoundedText implements CharSequence {
        private static final int READS_PER_LOOK = 4_096;

        private final String text;
        private final long deadline;
        private int reads;

        BoundedText(String text, long deadline) {
            this.text = text;
            this.deadline = deadline;
        }

        @Override
        public char charAt(int index) {
            if (++reads % READS_PER_LOOK == 0 && (reads > MAX_READS || System.nanoTime() - deadline > 0)) {
                throw new TimeIsUp();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Leaves the matcher, which offers no other way out. */
    private static final class TimeIsUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TimeIsUp() {
            super(null, null, false, false);
        }
    }

    /** Thrown when a match exceeds its deadline or depth. */
    public static final class RegexLimitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RegexLimitException(String message) {
            super(message);
        }
    }
}
