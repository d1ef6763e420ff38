package dev.millrace.value;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of a value (spec vflow-model 5.6): itself, a dictionary's values, or a list of the one value. */
public final class ListForm {
    private ListForm() {}

    /** Never null; null gives a list that holds null. */
    @SuppressWarnings("unchecked") // a plain list may hold any plain value
    public static List<@Nullable Object> of(@Nullable Object value) {
        if (value instanceof List) {
            return (List<@Nullable Object>) value;
        }
        return value instanceof Map<?, ?> map
                ? PlainValue.list(map.values())
                : PlainValue.list(Collections.singletonList(value));
    }
}
