package dev.millrace.value;

/** White space in the wide sense: what Java calls white space, and every space of Unicode, such as U+00A0 and U+3000. */
public final class WhiteSpace {
    private WhiteSpace() {}

    public static boolean is(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /** {@code text} without white space at both ends. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && is(text.charAt(start))) {
            start++;
        }
        while (end > start && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
