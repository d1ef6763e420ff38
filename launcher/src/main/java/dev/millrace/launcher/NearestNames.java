package dev.millrace.launcher;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names somebody probably meant: those that contain what was typed, and those a few letters away. */
final class NearestNames {
    private static final int MAX_LENGTH = 80;
    private static final int SHOWN = 3;

    private NearestNames() {}

    /** At most three, the nearest first. */
    static List<String> of(String typed, Collection<String> names) {
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
                .limit(SHOWN)
                .map(Candidate::name)
                .toList();
    }

    /** {@code Did you mean "a" or "b"?}, or empty if nothing is near. */
    static String question(String typed, Collection<String> names) {
        List<String> near = of(typed, names);
        return near.isEmpty()
                ? ""
                : near.stream().map(name -> '"' + name + '"').collect(Collectors.joining(" or ", "did you mean ", "?"));
    }

    private record Candidate(String name, int distance) {
        boolean isNear(String wanted) {
            int longer = Math.max(wanted.length(), name.length());
            return distance <= Math.max(1, longer / 3)
                    || (wanted.length() > 2 && name.toLowerCase(Locale.ROOT).contains(wanted));
        }
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
