package dev.millrace.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code is empty} means (spec vflow-model 5.8, rules 4 and 7, recommended). */
final class Emptiness {
    private Emptiness() {}

    /** True for null, lists and dictionaries without elements, and what has an empty text; not for a space, 0 or false. */
    static boolean of(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty();
        }
        return Builders.textOf(value).isEmpty();
    }
}
