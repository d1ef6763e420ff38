package dev.millrace.value;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The two equalities of conditions (spec vflow-model 5.9 and 5.10, with the recommended rows). */
public final class Equality {
    private static final Set<String> TRUE_WORDS = Set.of("true", "yes", "on", "1");
    private static final Set<String> FALSE_WORDS = Set.of("false", "no", "off", "0");
    private static final int LONGEST_WORD = 5;

    private Equality() {}

    /**
     * Equal as people mean it: {@code "5"} and 5, {@code "yes"} and true. Two lists or two dictionaries are compared part
     * by part; a container equals no scalar, but an empty one equals null and the empty text.
     *
     * @throws IllegalArgumentException if a value is nested deeper than {@link ValueLimits#DEFAULT} allows
     */
    public static boolean loose(@Nullable Object left, @Nullable Object right) {
        return (left instanceof Long l && right instanceof Long r) ? l.equals(r) : loose(left, right, 0);
    }

    /**
     * Equal in type and content; numbers by their numeric value.
     *
     * @throws IllegalArgumentException if a value is nested deeper than {@link ValueLimits#DEFAULT} allows
     */
    public static boolean strict(@Nullable Object left, @Nullable Object right) {
        return strict(left, right, 0);
    }

    /** The truth of one of the words {@code true yes on 1} and {@code false no off 0} in any case; null for other texts. */
    public static @Nullable Boolean truthOfWord(String text) {
        if (text.isEmpty() || text.length() > LONGEST_WORD) {
            return null;
        }
        String word = text.toLowerCase(Locale.ROOT);
        if (TRUE_WORDS.contains(word)) {
            return Boolean.TRUE;
        }
        return FALSE_WORDS.contains(word) ? Boolean.FALSE : null;
    }

    private static boolean loose(@Nullable Object left, @Nullable Object right, int depth) {
        if (left == null || right == null) {
            return isNothing(left) && isNothing(right);
        }
        if (isContainer(left) || isContainer(right)) {
            return looseContainers(left, right, depth);
        }
        // before the numbers, or the text "NaN" would differ from itself
        return (left instanceof String && left.equals(right)) || looseScalars(left, right);
    }

    private static boolean looseContainers(Object left, Object right, int depth) {
        if (left instanceof List<?> l && right instanceof List<?> r) {
            return sameElements(l, r, deeper(depth), Equality::loose);
        }
        if (left instanceof Map<?, ?> l && right instanceof Map<?, ?> r) {
            return sameEntries(l, r, deeper(depth), Equality::loose);
        }
        boolean oneIsText = left instanceof String || right instanceof String;
        return oneIsText && isNothing(left) && isNothing(right);
    }

    private static boolean looseScalars(Object left, Object right) {
        String leftText = TextForm.of(left);
        String rightText = TextForm.of(right);
        Number leftNumber = leftText.isEmpty() ? (Number) 0L : NumberForm.of(left);
        Number rightNumber = rightText.isEmpty() ? (Number) 0L : NumberForm.of(right);
        if (leftNumber != null && rightNumber != null) {
            return sameNumber(leftNumber, rightNumber);
        }
        if (leftText.isEmpty() || rightText.isEmpty()) {
            return false;
        }
        Boolean leftTruth = truthOfWord(leftText);
        Boolean rightTruth = truthOfWord(rightText);
        return (leftTruth != null && rightTruth != null)
                ? leftTruth.equals(rightTruth)
                : leftText.equalsIgnoreCase(rightText);
    }

    private static boolean strict(@Nullable Object left, @Nullable Object right, int depth) {
        if (left instanceof Number l && right instanceof Number r) {
            return sameNumber(l, r);
        }
        if (left instanceof List<?> l && right instanceof List<?> r) {
            return sameElements(l, r, deeper(depth), Equality::strict);
        }
        if (left instanceof Map<?, ?> l && right instanceof Map<?, ?> r) {
            return sameEntries(l, r, deeper(depth), Equality::strict);
        }
        return Objects.equals(left, right);
    }

    private static boolean sameNumber(Number left, Number right) {
        return !Arithmetic.isNaN(left) && !Arithmetic.isNaN(right) && Arithmetic.compare(left, right) == 0;
    }

    private static boolean sameElements(List<?> left, List<?> right, int depth, Comparison same) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            if (!same.test(element, others.next(), depth)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameEntries(Map<?, ?> left, Map<?, ?> right, int depth, Comparison same) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object other = right.get(entry.getKey());
            boolean missing = other == null && !right.containsKey(entry.getKey());
            if (missing || !same.test(entry.getValue(), other, depth)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isContainer(Object value) {
        return value instanceof List || value instanceof Map;
    }

    /** Null and the empty text, list and dictionary. */
    private static boolean isNothing(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty();
        }
        return value == null || value.equals("") || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static int deeper(int depth) {
        if (depth >= ValueLimits.DEFAULT.maxDepth()) {
            throw new IllegalArgumentException("Cannot compare values nested more than "
                    + ValueLimits.DEFAULT.maxDepth() + " levels deep. Fix: compare parts of them.");
        }
        return depth + 1;
    }

    /** One of the two equalities, some levels down. */
    private interface Comparison {
        boolean test(@Nullable Object left, @Nullable Object right, int depth);
    }
}
