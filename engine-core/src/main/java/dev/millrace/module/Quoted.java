package dev.millrace.module;

import dev.millrace.value.TextForm;
import org.jspecify.annotations.Nullable;

/** Values inside messages for people: in quotes, on one line, cut to {@value #MAX_LENGTH} characters. */
public final class Quoted {
    /** Most UTF-16 units of a value that a message shows. */
    public static final int MAX_LENGTH = 80;

    private Quoted() {}

    /** {@code "abc"}, {@code 5}, {@code null}; longer values end in an ellipsis. */
    public static String of(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return cut(String.valueOf(value));
        }
        return '"' + cut(TextForm.of(value)) + '"';
    }

    private static String cut(String text) {
        boolean tooLong = text.length() > MAX_LENGTH;
        String shown = tooLong ? text.substring(0, lastWholeCharacter(text)) : text;
        return shown.replace('\n', ' ').replace('\r', ' ') + (tooLong ? "…" : "");
    }

    private static int lastWholeCharacter(String text) {
        return Character.isHighSurrogate(text.charAt(MAX_LENGTH - 2)) ? MAX_LENGTH - 2 : MAX_LENGTH - 1;
    }
}
