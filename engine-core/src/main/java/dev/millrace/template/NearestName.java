package dev.millrace.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the function that an unknown name is most like. */
final class NearestName {
    private static final int MAX_DISTANCE = 2;
    private static final int MAX_LENGTH = 20;

    private NearestName() {}

    static String fix(String unknown) {
        String nearest = nearest(unknown.toLowerCase(Locale.ROOT));
        return nearest == null
                ? "use one of "
                        + Arrays.stream(ExpressionFunction.values())
                                .map(ExpressionFunction::id)
                                .collect(Collectors.joining(", "))
                : "write " + nearest;
    }

    private static @Nullable String nearest(String unknown) {
        String nearest = null;
        int least = MAX_DISTANCE + 1;
        for (ExpressionFunction function : ExpressionFunction.values()) {
            int distance = unknown.length() > MAX_LENGTH ? least : distance(unknown, function.id());
            if (distance < least) {
                least = distance;
                nearest = function.id();
            }
        }
        return nearest;
    }

    /** Letters to insert, remove or replace (Levenshtein, 1965). */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
