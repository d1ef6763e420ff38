package dev.millrace.value;

/**
 * Bounds of a single value.
 *
 * @param maxDepth nesting of lists and dictionaries
 * @param maxElements elements of one value in all, counted through all levels
 * @param maxTextLength UTF-16 units of one text
 * @param maxDigits decimal digits of a number, and the greatest absolute scale
 */
public record ValueLimits(int maxDepth, int maxElements, int maxTextLength, int maxDigits) {
    public static final ValueLimits DEFAULT = new ValueLimits(100, 1_000_000, 20_000_000, 1_000);
}
