package dev.millrace.value;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name somebody probably meant. Case does not count. Costs at most 80 × 80 steps for each name. */
public final class NearestName {
    private static final int MAX_LENGTH = 80;
    private static final int LEAST_PART = 3;

    private NearestName() {}

    /**
     * The name within a third of its length of {@code typed}, counted in single-letter edits and swaps of neighbours;
     * the first of equally near ones; null if none is that near.
     */
    public static @Nullable String of(String typed, Collection<String> names) {
        if (typed.length() > MAX_LENGTH) {
            return null;
        }
        String wanted = typed.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String name : names) {
            int bound = bound(wanted, name);
            if (name.length() <= MAX_LENGTH && Math.abs(name.length() - wanted.length()) <= bound) {
                int distance = distance(wanted, name.toLowerCase(Locale.ROOT));
                if (distance <= bound && distance < bestDistance) {
                    best = name;
                    bestDistance = distance;
                }
            }
        }
        return best;
    }

    /** At most {@code most} names, the nearest first; those that contain what was typed count as near too. */
    public static List<String> several(String typed, Collection<String> names, int most) {
        if (typed.isBlank() || typed.length() > MAX_LENGTH) {
            return List.of();
        }
        String wanted = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .distinct()
                .filter(name -> name.length() <= MAX_LENGTH)
                .map(name -> new Candidate(name, distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.isNear(wanted))
                .sorted(Comparator.comparingInt(Candidate::distance))
                .limit(most)
                .map(Candidate::name)
                .toList();
    }

    private record Candidate(String name, int distance) {
        boolean isNear(String wanted) {
            return distance <= bound(wanted, name)
                    || wanted.length() >= LEAST_PART
                            && name.toLowerCase(Locale.ROOT).contains(wanted);
        }
    }

    private static int bound(String left, String right) {
        return Math.max(1, Math.max(left.length(), right.length()) / 3);
    }

    /** Letters to insert, remove, replace or swap with their neighbour (Damerau, 1964), three rows at a time. */
    private static int distance(String left, String right) {
        int[] twoAbove = new int[right.length() + 1];
        int[] above = new int[right.length() + 1];
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] free = twoAbove;
            twoAbove = above;
            above = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
                if (isSwapped(left, i, right, j)) {
                    row[j] = Math.min(row[j], twoAbove[j - 2] + 1);
                }
            }
        }
        return row[right.length()];
    }

    private static boolean isSwapped(String left, int i, String right, int j) {
        return i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
    }
}
