package dev.millrace.workflow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a value appears in a message: short, whatever its size. */
final class Shown {
    private static final int MAX_LENGTH = 80;

    private Shown() {}

    static String value(@Nullable Object value) {
        if (value instanceof String text) {
            return '"' + cut(text) + '"';
        }
        if (value instanceof Map<?, ?> object) {
            return "an object with " + object.size() + " fields";
        }
        if (value instanceof List<?> list) {
            return "an array with " + list.size() + " elements";
        }
        return cut(String.valueOf(value));
    }

    static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return text.substring(0, end) + "…";
    }
}
