package dev.millrace.modules.data;

import dev.millrace.module.StepFailedException;
import dev.millrace.modules.guard.ResultSize;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the text in results that are computed one by one: each may be as long as a text may be, but there can be a million
 * of them. Counts their elements too, so that it does not take longer than they are worth. For one call.
 */
final class MadeText {
    private static final long MAX_CHARACTERS = 100_000_000;

    private long characters;
    private long elements;

    /**
     * The value itself.
     *
     * @throws StepFailedException if there is too much text now
     */
    @Nullable
    Object counted(@Nullable Object value) {
        count(value);
        if (characters > MAX_CHARACTERS) {
            throw new StepFailedException(
                    "Result too large",
                    "the results have more than " + MAX_CHARACTERS + " characters together; work on smaller pieces");
        }
        return value;
    }

    /** Plain values are never deep, so recursion over them is safe. */
    private void count(@Nullable Object value) {
        ResultSize.elements(++elements);
        if (value instanceof String text) {
            characters += text.length();
        } else if (value instanceof List<?> list) {
            list.forEach(this::count);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::count);
        }
    }
}
