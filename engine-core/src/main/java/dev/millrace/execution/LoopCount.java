package dev.millrace.execution;

import dev.millrace.module.StepError;
import dev.millrace.value.Excerpt;
import org.jspecify.annotations.Nullable;

/** How many rounds a count loop runs (spec vflow-model 3.4). */
final class LoopCount {
    private static final int MAX_DIGITS = 18;

    private LoopCount() {}

    /** A number truncated, or the text of a plain integer; 0 for anything that is no count. */
    static long of(@Nullable Object count) {
        if (count instanceof Number number) {
            return number.longValue();
        }
        return count instanceof String text ? ofText(text) : 0;
    }

    private static long ofText(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return 0;
            }
        }
        return Long.parseLong(text);
    }

    static StepError error(@Nullable Object count) {
        return new StepError(
                "Invalid count", "count must be a whole number of at least 1, but was " + Excerpt.quoted(count));
    }
}
