package dev.millrace.modules.data;

import dev.millrace.module.StepContext;
import dev.millrace.value.Arithmetic;
import dev.millrace.value.NumberForm;
import dev.millrace.value.PropertyPath;
import dev.millrace.value.TextForm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an element is sorted by: its number if every element has one, else its text in the order of Unicode. Null comes
 * last in either order; equal elements keep their places.
 */
record SortKey(
        @Nullable Object element,
        @Nullable Number number,
        @Nullable String text) {
    private static final Comparator<SortKey> ASCENDING = SortKey::compare;

    /** The part of an element that is compared. */
    interface Field {
        @Nullable
        Object of(@Nullable Object element);
    }

    /** The field that input {@code by} names; the element itself when it is blank. */
    static Field path(StepContext step) {
        String by = step.text("by", "").strip();
        if (by.isEmpty()) {
            return element -> element;
        }
        PropertyPath path = PropertyPath.of(List.of(by.split("\\.", -1)));
        return element -> path.read(element, step.random());
    }

    static List<@Nullable Object> sorted(List<@Nullable Object> list, Field field, boolean descending) {
        boolean numeric = list.stream().map(field::of).allMatch(value -> value == null || number(value) != null);
        List<SortKey> keys = new ArrayList<>(list.size());
        for (Object element : list) {
            Object value = field.of(element);
            boolean isNull = value == null;
            keys.add(new SortKey(
                    element, numeric && !isNull ? number(value) : null, numeric || isNull ? null : TextForm.of(value)));
        }
        keys.sort(Comparator.comparing(SortKey::isLast).thenComparing(descending ? ASCENDING.reversed() : ASCENDING));
        List<@Nullable Object> sorted = new ArrayList<>(keys.size());
        keys.forEach(key -> sorted.add(key.element));
        return Collections.unmodifiableList(sorted);
    }

    private boolean isLast() {
        return number == null && text == null;
    }

    private static int compare(SortKey left, SortKey right) {
        if (left.number != null && right.number != null) {
            return Arithmetic.compare(left.number, right.number);
        }
        return left.text == null || right.text == null ? 0 : left.text.compareTo(right.text);
    }

    private static @Nullable Number number(@Nullable Object value) {
        if (value instanceof List || value instanceof Map) {
            return null; // their number is their size, by which nobody means to sort
        }
        Number number = NumberForm.of(value);
        return number instanceof Double real && !Double.isFinite(real) ? null : number;
    }
}
