package dev.millrace.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes of plain values as much as there is room for, as if they were written as JSON in UTF-8. Where something is left out, it
 * says how much. Not thread-safe.
 */
final class Room {
    private static final String REST = "…";
    /** Quotes, a comma or a colon. */
    private static final int AROUND = 3;
    /** Of a UTF-16 unit in UTF-8. */
    private static final int MAX_UNIT_BYTES = 3;
    /** Characters of a truth value, and of a number that has one of the primitive types. */
    private static final int MAX_SCALAR = 25;

    private long left;
    private boolean over;

    Room(long bytes) {
        this.left = bytes;
    }

    /** True once something was left out. */
    boolean isOver() {
        return over;
    }

    /** True if there is room for all of it, whatever its texts are made of, which is taken then; nothing is left out. */
    boolean surelyHolds(@Nullable Object value) {
        left -= AROUND;
        if (value instanceof String text) {
            left -= (long) MAX_UNIT_BYTES * text.length();
        } else if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            left -= MAX_SCALAR;
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size() && left >= 0; i++) {
                surelyHolds(list.get(i));
            }
        } else if (value instanceof Map<?, ?> dictionary) {
            // most dictionaries make no entries for this
            dictionary.forEach((name, element) -> {
                if (left >= 0 && surelyHolds(name)) {
                    surelyHolds(element);
                }
            });
        } else {
            left -= String.valueOf(value).length();
        }
        return left >= 0;
    }

    @Nullable
    Object take(@Nullable Object value) {
        left -= AROUND;
        if (value instanceof String text) {
            return take(text);
        }
        if (value instanceof List<?> list) {
            return take(list);
        }
        if (value instanceof Map<?, ?> dictionary) {
            return take(dictionary);
        }
        left -= String.valueOf(value).length();
        return value;
    }

    private String take(String text) {
        int end = 0;
        while (end < text.length() && left > 0) {
            int character = text.codePointAt(end);
            left -= bytes(character);
            end += Character.charCount(character);
        }
        return end == text.length() ? text : text.substring(0, end) + rest(end, text.length(), "characters");
    }

    private static int bytes(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    private List<@Nullable Object> take(List<?> list) {
        List<@Nullable Object> taken = new ArrayList<>();
        for (Object element : list) {
            if (left <= 0) {
                taken.add(rest(taken.size(), list.size(), "elements"));
                break;
            }
            taken.add(take(element));
        }
        return taken;
    }

    Map<String, @Nullable Object> take(Map<?, ?> dictionary) {
        Map<String, @Nullable Object> taken = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
            if (left <= 0) {
                taken.put(REST, rest(taken.size(), dictionary.size(), "entries"));
                break;
            }
            String name = String.valueOf(entry.getKey());
            left -= name.length() + AROUND;
            taken.put(name, take(entry.getValue()));
        }
        return taken;
    }

    private String rest(int taken, int all, String what) {
        over = true;
        return REST + " (truncated: " + taken + " of " + all + " " + what + ")";
    }
}
