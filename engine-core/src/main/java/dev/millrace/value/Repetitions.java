package dev.millrace.value;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Refuses patterns such as {@code ((?:){9999}){9999}}: they repeat without reading a character, so the deadline of {@link
 * SafePattern}, which looks at the clock while characters are read, would never be seen.
 *
 * <p>Only least counts multiply, because a repetition beyond its least count ends at the first empty round. Braces in
 * character classes and quotes are taken for counts too; no sensible pattern comes near the limit by that.
 */
final class Repetitions {
    private static final long MAX_ROUNDS = 100_000;
    private static final int MAX_COUNT_LENGTH = 10;

    private Repetitions() {}

    /** @throws IllegalArgumentException if the least counts multiply to more than 100,000 */
    static void check(String regex) {
        // the greatest number of rounds inside each group that is open
        Deque<Long> open = new ArrayDeque<>();
        open.push(0L);
        long last = 1;
        for (int i = 0; i < regex.length(); i++) {
            switch (regex.charAt(i)) {
                case '\\' -> {
                    i++;
                    last = 1;
                }
                case '(' -> {
                    open.push(1L);
                    last = 1;
                }
                case ')' -> last = open.size() > 1 ? open.pop() : 1;
                case '{' -> last *= leastCount(regex, i + 1);
                default -> last = 1;
            }
            if (last > MAX_ROUNDS) {
                throw new IllegalArgumentException("The pattern \"" + Excerpt.of(regex)
                        + "\" repeats something more than " + MAX_ROUNDS + " times. Fix: use smaller counts in { }.");
            }
            open.push(Math.max(open.pop(), last));
        }
    }

    private static long leastCount(String regex, int start) {
        int end = start;
        while (end < regex.length() && Character.isDigit(regex.charAt(end))) {
            end++;
        }
        if (end == start) {
            return 1;
        }
        return end - start > MAX_COUNT_LENGTH
                ? MAX_ROUNDS + 1
                : Math.max(1, Long.parseLong(regex.substring(start, end)));
    }
}
