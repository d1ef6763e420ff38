package dev.millrace.modules.guard;

import dev.millrace.module.StepFailedException;
import dev.millrace.value.PlainValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists and dictionaries that a module has put together, as plain values within the limits. A list put into itself again
 * and again doubles with each step, though every step adds one element only.
 */
public final class Plain {
    private Plain() {}

    /** @throws StepFailedException if it is nested deeper or is larger than a value may be */
    public static List<@Nullable Object> list(Collection<?> elements) {
        try {
            return PlainValue.list(elements);
        } catch (IllegalArgumentException e) {
            throw tooLarge(e);
        }
    }

    /** @throws StepFailedException if it is nested deeper or is larger than a value may be */
    public static Map<String, @Nullable Object> dictionary(Map<?, ?> entries) {
        try {
            return PlainValue.dictionary(entries);
        } catch (IllegalArgumentException e) {
            throw tooLarge(e);
        }
    }

    private static StepFailedException tooLarge(IllegalArgumentException cause) {
        return new StepFailedException("Result too large", String.valueOf(cause.getMessage()));
    }
}
