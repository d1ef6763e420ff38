package dev.millrace.template;

/**
 * Looks for a text in a text without regard to case, in time linear in both lengths. (The obvious search compares every
 * place with the whole needle, which two long texts of one letter turn into hours.) Morris and Pratt, 1970.
 */
final class TextSearch {
    private TextSearch() {}

    static boolean contains(String text, String needle) {
        int length = needle.length();
        if (length == 0) {
            return true;
        }
        if (length > text.length()) {
            return false;
        }
        int[] fallback = fallback(needle);
        int matched = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = fold(text.charAt(i));
            while (matched > 0 && letter != fold(needle.charAt(matched))) {
                matched = fallback[matched];
            }
            matched += letter == fold(needle.charAt(matched)) ? 1 : 0;
            if (matched == length) {
                return true;
            }
        }
        return false;
    }

    static boolean startsWith(String text, String start) {
        return text.regionMatches(true, 0, start, 0, start.length());
    }

    static boolean endsWith(String text, String end) {
        return text.regionMatches(true, text.length() - end.length(), end, 0, end.length());
    }

    /** For each number of matched characters, how many are still matched after the next one differs. */
    private static int[] fallback(String needle) {
        int[] fallback = new int[needle.length() + 1];
        int matched = 0;
        for (int i = 1; i < needle.length(); i++) {
            char letter = fold(needle.charAt(i));
            while (matched > 0 && letter != fold(needle.charAt(matched))) {
                matched = fallback[matched];
            }
            matched += letter == fold(needle.charAt(matched)) ? 1 : 0;
            fallback[i + 1] = matched;
        }
        return fallback;
    }

    /** The same comparison as {@link String#equalsIgnoreCase}. */
    private static char fold(char letter) {
        return Character.toLowerCase(Character.toUpperCase(letter));
    }
}
