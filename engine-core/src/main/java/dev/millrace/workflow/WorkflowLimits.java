package dev.millrace.workflow;

/**
 * Bounds of a file of workflows. They are checked before what they bound is built, and named in the problem.
 *
 * @param maxBytes size of the file; of a text, its UTF-16 units
 * @param maxDepth nesting of objects and arrays
 * @param maxValues values of the file in all: texts, numbers, objects, arrays and so on
 * @param maxKeys fields of one object
 * @param maxKeyLength UTF-16 units of one field's name
 * @param maxTextLength UTF-16 units of one text
 * @param maxDigits decimal digits of a number written without an exponent
 * @param maxWorkflows workflows of one file
 * @param maxFolders folders of one file
 * @param maxSteps triggers and steps of one workflow
 */
public record WorkflowLimits(
        int maxBytes,
        int maxDepth,
        int maxValues,
        int maxKeys,
        int maxKeyLength,
        int maxTextLength,
        int maxDigits,
        int maxWorkflows,
        int maxFolders,
        int maxSteps) {
    public static final WorkflowLimits DEFAULT =
            new WorkflowLimits(10 << 20, 64, 2_000_000, 10_000, 1_000, 4 << 20, 1_000, 10_000, 10_000, 100_000);

    /** @throws IllegalArgumentException if a limit is not positive; the message names it */
    public WorkflowLimits {
        positive("maxBytes", maxBytes);
        positive("maxDepth", maxDepth);
        positive("maxValues", maxValues);
        positive("maxKeys", maxKeys);
        positive("maxKeyLength", maxKeyLength);
        positive("maxTextLength", maxTextLength);
        positive("maxDigits", maxDigits);
        positive("maxWorkflows", maxWorkflows);
        positive("maxFolders", maxFolders);
        positive("maxSteps", maxSteps);
        if (maxDepth > GREATEST_DEPTH) {
            throw new IllegalArgumentException(
                    "maxDepth must be at most " + GREATEST_DEPTH + ", but was " + maxDepth + ": readers recurse");
        }
    }

    private static final int GREATEST_DEPTH = 500;

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
    }
}
