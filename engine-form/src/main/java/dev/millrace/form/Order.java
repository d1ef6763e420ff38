package dev.millrace.form;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In which order objects are listed: as asked for, then by id, so that paging is stable. Nulls come first. */
final class Order {
    private static final Comparator<BusinessObject> BY_ID = Comparator.comparing(BusinessObject::id);

    private Order() {}

    /** @throws ObjectException if it is no order */
    static Comparator<BusinessObject> read(@Nullable Object written, Form form) {
        if (written == null || written instanceof List<?> none && none.isEmpty()) {
            return Comparator.comparing(BusinessObject::createdTime).reversed().thenComparing(BY_ID);
        }
        if (!(written instanceof List<?> list)) {
            throw invalid("SortByCollection must be a list");
        }
        Comparator<BusinessObject> order = null;
        for (Object element : list) {
            Comparator<BusinessObject> next = one(element, form);
            order = order == null ? next : order.thenComparing(next);
        }
        return order == null ? BY_ID : order.thenComparing(BY_ID);
    }

    private static Comparator<BusinessObject> one(@Nullable Object written, Form form) {
        if (!(written instanceof Map<?, ?> sort) || !(sort.get("ItemName") instanceof String name)) {
            throw invalid("SortByCollection needs elements with ItemName and Direction");
        }
        Field field = Field.of(form, name);
        Comparator<BusinessObject> ascending = (left, right) -> compareOrNull(field.of(left), field.of(right));
        Object direction = sort.get("Direction");
        return switch (String.valueOf(direction).toLowerCase(Locale.ROOT)) {
            case "ascending", "0", "null" -> ascending;
            case "descending", "1" -> ascending.reversed();
            default -> throw invalid("Direction must be Ascending or Descending, but was " + direction);
        };
    }

    private static int compareOrNull(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return compare(left, right);
    }

    /** Values of one type; numbers by their amount. */
    static int compare(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }
        if (left instanceof Instant at && right instanceof Instant other) {
            return at.compareTo(other);
        }
        if (left instanceof Boolean truth && right instanceof Boolean other) {
            return truth.compareTo(other);
        }
        return left.toString().compareTo(right.toString());
    }

    private static ObjectException invalid(String message) {
        return new ObjectException(ObjectError.INVALID_FILTER, message);
    }
}
