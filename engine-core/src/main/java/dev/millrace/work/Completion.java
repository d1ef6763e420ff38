package dev.millrace.work;

import dev.millrace.value.PlainValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's answer to a work item. Immutable.
 *
 * @param by who answers, one of the assignees
 * @param action one of the item's actions
 * @param comment at most 10,000 characters
 * @param values what was filled in, plain values
 */
public record Completion(String by, String action, String comment, Map<String, @Nullable Object> values) {
    private static final int MAX_COMMENT = 10_000;

    /** @throws IllegalArgumentException if the comment or the values are too large */
    public Completion {
        if (comment.length() > MAX_COMMENT) {
            throw new IllegalArgumentException("the comment has " + comment.length() + " characters; at most "
                    + MAX_COMMENT + " are allowed; shorten it");
        }
        values = PlainValue.dictionary(values);
    }

    public static Completion of(String by, String action) {
        return new Completion(by, action, "", Map.of());
    }

    public Completion withComment(String text) {
        return new Completion(by, action, text, values);
    }

    public Completion withValues(Map<String, ? extends @Nullable Object> filledIn) {
        return new Completion(by, action, comment, PlainValue.dictionary(filledIn));
    }
}
