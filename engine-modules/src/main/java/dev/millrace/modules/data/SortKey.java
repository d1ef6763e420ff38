package dev.millrace.modules.data;

import dev.millrace.module.StepContext;
import dev.millrace.module.ValueExpression;
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
        Object of(@Nullable Object element, long index);
    }

    /** What input {@code expression} gives, else the field that input {@code by} names, else the element itself. */
    static Field field(StepContext step) {
        if (step.has("expression")) {
            ValueExpression expression = step.expression("expression");
            return (element, index) -> expression.evaluate(element, index);
        }
        String by = step.text("by", "").strip();
        if (by.isEmpty()) {
            return (element, index) -> element;
        }
        PropertyPath path = PropertyPath.of(List.of(by.split("\\.", -1)));
        return (element, index) -> path.read(element, step.random());
    }

    static List<@Nullable Object> sorted(List<@Nullable Object> list, Field field, boolean descending) {
        List<@Nullable Object> values = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            values.add(field.of(list.get(i), i));
        }
        boolean numeric = values.stream().allMatch(value -> value == null || number(value) != null);
        List<SortKey> keys = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            keys.add(of(list.get(i), values.get(i), numeric));
        }
        keys.sort(Comparator.comparing(SortKey::isLast).thenComparing(descending ? ASCENDING.reversed() : ASCENDING));
        List<@Nullable Object> sorted = new ArrayList<>(keys.size());
        keys.forEach(key -> sorted.add(key.element));
        return Collections.unmodifiableList(sorted);
    }

    private static SortKey of(@Nullable Object element, @Nullable Object value, boolean numeric) {
        if (value == null) {
            return new SortKey(element, null, null);
        }
        return numeric ? new SortKey(element, number(value), null) : new SortKey(element, null, TextForm.of(value));
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
