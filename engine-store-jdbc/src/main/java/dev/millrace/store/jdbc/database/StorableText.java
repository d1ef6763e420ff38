package dev.millrace.store.jdbc.database;

/**
 * Texts as every database keeps them. PostgreSQL refuses U+0000, and half of a surrogate pair has no UTF-8; both are
 * written as an escape and four hexadecimal digits, as the escape character itself is. Different texts stay different, so
 * they can be compared as they are stored; all others, which is nearly all, are stored as they are.
 */
public final class StorableText {
    private static final char ESCAPE = '\u001b';
    private static final int DIGITS = 4;

    private StorableText() {}

    public static String stored(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (needsEscape(text, i)) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static boolean needsEscape(String text, int index) {
        char c = text.charAt(index);
        return c == 0 || c == ESCAPE || Character.isSurrogate(c) && !isPaired(text, index);
    }

    private static boolean isPaired(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }

    private static String escaped(String text, int first) {
        StringBuilder escaped = new StringBuilder(text.length() + 2 * DIGITS).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (needsEscape(text, i)) {
                escaped.append(ESCAPE).append(String.format("%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** @throws IllegalArgumentException if an escape is not followed by its digits */
    public static String restored(String stored) {
        int at = stored.indexOf(ESCAPE);
        if (at < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        int from = 0;
        while (at >= 0) {
            text.append(stored, from, at);
            from = at + 1 + DIGITS;
            if (from > stored.length()) {
                throw new IllegalArgumentException("the text ends within an escape");
            }
            text.append((char) Integer.parseInt(stored, at + 1, from, 16));
            at = stored.indexOf(ESCAPE, from);
        }
        return text.append(stored, from, stored.length()).toString();
    }
}
