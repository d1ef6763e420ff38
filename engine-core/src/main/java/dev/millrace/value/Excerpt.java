package dev.millrace.value;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values, and names from workflow files, as messages show them: their first 80 characters on one line, so that they can
 * neither fill a log nor forge its lines.
 */
public final class Excerpt {
    private static final int MAX_LENGTH = 80;

    private Excerpt() {}

    /** At most 80 characters and an ellipsis; control characters, line ends and changes of direction become spaces. */
    public static String of(String text) {
        boolean cut = text.length() > MAX_LENGTH;
        if (!cut && isOneLine(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder(cut ? text.substring(0, end(text)) : text);
        for (int i = 0; i < line.length(); i++) {
            if (breaksLine(line.charAt(i))) {
                line.setCharAt(i, ' ');
            }
        }
        return cut ? line.append('…').toString() : line.toString();
    }

    /**
     * Any value: {@code "abc"}, {@code 5}, {@code true}, {@code null}, {@code a list with 2 elements}. Costs the same
     * whatever the value's size.
     */
    public static String quoted(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof List<?> list) {
            return "a list with " + list.size() + (list.size() == 1 ? " element" : " elements");
        }
        if (value instanceof Map<?, ?> map) {
            return "a dictionary with " + map.size() + (map.size() == 1 ? " entry" : " entries");
        }
        String text = of(TextForm.of(value));
        return value instanceof Number || value instanceof Boolean ? text : '"' + text + '"';
    }

    private static boolean isOneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (breaksLine(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int end(String text) {
        return Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    }

    private static boolean breaksLine(char character) {
        return Character.isISOControl(character)
                || character == '\u2028'
                || character == '\u2029'
                || character >= '\u202A' && character <= '\u202E'
                || character >= '\u2066' && character <= '\u2069';
    }
}
