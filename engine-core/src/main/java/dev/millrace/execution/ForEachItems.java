package dev.millrace.execution;

import dev.millrace.value.TextForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a for_each goes through (spec vflow-model 3.4): a list's elements, the code points of any other value's text. */
final class ForEachItems {
    private ForEachItems() {}

    static List<?> of(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        return TextForm.of(value).codePoints().mapToObj(Character::toString).toList();
    }
}
