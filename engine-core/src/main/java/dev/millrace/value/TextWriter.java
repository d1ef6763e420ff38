package dev.millrace.value;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the texts of lists and dictionaries, and stops where a text gets longer or deeper than values may be. */
final class TextWriter {
    private static final ValueLimits LIMITS = ValueLimits.DEFAULT;

    private final StringBuilder out = new StringBuilder();

    void text(@Nullable Object value, int depth) {
        if (value instanceof List<?> list) {
            joined(list, deeper(depth));
        } else if (value instanceof Map) {
            json(value, depth);
        } else if (value != null) {
            append(value instanceof String text ? text : TextForm.ofScalar(value));
        }
    }

    private void joined(List<?> list, int depth) {
        String separator = "";
        for (Object element : list) {
            append(separator);
            text(element, depth);
            separator = ", ";
        }
    }

    private void json(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            object(map, deeper(depth));
        } else if (value instanceof List<?> list) {
            array(list, deeper(depth));
        } else if (value == null) {
            append("null");
        } else if (isJsonLiteral(value)) {
            append(TextForm.ofScalar(value));
        } else if (value instanceof Coordinate || value instanceof CoordinateRegion) {
            json(TypedValue.wrap(value).get("value"), depth);
        } else {
            quoted(TextForm.of(value));
        }
    }

    private static boolean isJsonLiteral(Object value) {
        return value instanceof Boolean || (value instanceof Number number && !isEndless(number));
    }

    private static boolean isEndless(Number number) {
        return number instanceof Double value && !Double.isFinite(value);
    }

    private void object(Map<?, ?> map, int depth) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            append(separator);
            quoted(String.valueOf(entry.getKey()));
            append(":");
            json(entry.getValue(), depth);
            separator = ",";
        }
        append(map.isEmpty() ? "{}" : "}");
    }

    private void array(List<?> list, int depth) {
        String separator = "[";
        for (Object element : list) {
            append(separator);
            json(element, depth);
            separator = ",";
        }
        append(list.isEmpty() ? "[]" : "]");
    }

    private void quoted(String text) {
        append("\"");
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            String escape = escape(text.charAt(i));
            if (!escape.isEmpty()) {
                append(text.substring(done, i));
                append(escape);
                done = i + 1;
            }
        }
        append(text.substring(done));
        append("\"");
    }

    private static String escape(char character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> character < ' ' ? "\\u00" + hex(character >> 4) + hex(character & 15) : "";
        };
    }

    private static char hex(int digit) {
        return Character.forDigit(digit, 16);
    }

    private void append(String text) {
        if (out.length() + (long) text.length() > LIMITS.maxTextLength()) {
            throw new IllegalArgumentException("The text of the value that starts with \""
                    + Excerpt.of(out.substring(0, Math.min(out.length(), 100))) + "\" has more than "
                    + LIMITS.maxTextLength() + " characters. Fix: insert a part of it.");
        }
        out.append(text);
    }

    private static int deeper(int depth) {
        if (depth >= LIMITS.maxDepth()) {
            throw new IllegalArgumentException(
                    "The value is nested more than " + LIMITS.maxDepth() + " levels deep. Fix: flatten it.");
        }
        return depth + 1;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
