package dev.millrace.plan;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name somebody probably meant. */
final class NearestName {
    private static final int MAX_LENGTH = 60;

    private NearestName() {}

    /** The name within a third of its length of {@code typed} in single-letter edits; null if none is that near. */
    static @Nullable String of(String typed, Collection<String> names) {
        if (typed.length() > MAX_LENGTH) {
            return null;
        }
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String name : names) {
            int bound = Math.max(1, Math.max(typed.length(), name.length()) / 3);
            if (name.length() <= MAX_LENGTH && Math.abs(name.length() - typed.length()) <= bound) {
                int distance = distance(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                if (distance <= bound && distance < bestDistance) {
                    best = name;
                    bestDistance = distance;
                }
            }
        }
        return best;
    }

    /** Levenshtein distance, two rows at a time. */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
            }
            int[] swap = above;
            above = row;
            row = swap;
        }
        return above[right.length()];
    }
}
