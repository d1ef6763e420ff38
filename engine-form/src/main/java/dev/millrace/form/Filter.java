package dev.millrace.form;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which objects to load, in which order, and what of them (spec section 6). */
record Filter(
        int from,
        int to,
        boolean counts,
        Set<String> items,
        Comparator<BusinessObject> order,
        Predicate<BusinessObject> matcher) {
    private static final int MAX_ROWS = 500;
    private static final int MAX_FROM = Integer.MAX_VALUE - MAX_ROWS;

    /** @throws ObjectException if it is no filter */
    static Filter read(Map<String, ? extends @Nullable Object> plain, Form form, Values values) {
        int from = whole(plain, "FromRowNum", 0);
        int to = whole(plain, "ToRowNum", from + MAX_ROWS);
        if (to - (long) from > MAX_ROWS) {
            throw new ObjectException(
                    ObjectError.PAGE_TOO_LARGE,
                    "At most " + MAX_ROWS + " rows: ToRowNum must be at most " + (from + MAX_ROWS));
        }
        return new Filter(
                from,
                to,
                truth(plain.get("RequireCount")),
                items(plain.get("ReturnItems"), form),
                Order.read(plain.get("SortByCollection"), form),
                Matcher.read(plain.get("Matcher"), form, values));
    }

    private static int whole(Map<String, ? extends @Nullable Object> plain, String name, int absent) {
        Object written = plain.get(name);
        if (written == null) {
            return absent;
        }
        try {
            int value = Values.number(written).intValueExact();
            if (value >= 0 && value <= MAX_FROM) {
                return value;
            }
        } catch (Values.UnsuitableException | ArithmeticException notWhole) {
            // told below, as a negative number is
        }
        throw invalid(name + " must be a whole number of at least 0");
    }

    private static boolean truth(@Nullable Object written) {
        try {
            return written != null && Values.truth(written);
        } catch (Values.UnsuitableException e) {
            throw invalid("RequireCount must be a boolean");
        }
    }

    private static Set<String> items(@Nullable Object written, Form form) {
        Set<String> items = new LinkedHashSet<>();
        if (written == null) {
            return items;
        }
        if (!(written instanceof List<?> list)) {
            throw invalid("ReturnItems must be a list");
        }
        for (Object item : list) {
            items.add(Field.of(form, String.valueOf(item)).property().code());
        }
        return items;
    }

    private static ObjectException invalid(String message) {
        return new ObjectException(ObjectError.INVALID_FILTER, message);
    }
}
