package dev.millrace.script.graal;

/** Text of a script made fit for one line of a log or a message. */
final class LogText {
    private LogText() {}

    /** With every control character, line end and change of writing direction written as an escape. */
    static String escaped(String text) {
        return escaped(text, '\0');
    }

    /** With all those replaced by {@code by}, so that no column moves; {@code '\0'} for escapes. */
    static String escaped(String text, char by) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!isMisleading(unit)) {
                out.append(unit);
            } else if (by != '\0') {
                out.append(by);
            } else {
                escape(unit, out);
            }
        }
        return out.toString();
    }

    private static boolean isMisleading(char unit) {
        return Character.isISOControl(unit)
                || unit == '\u2028'
                || unit == '\u2029'
                || unit == '\u061c'
                || (unit >= '\u200e' && unit <= '\u200f')
                || (unit >= '\u202a' && unit <= '\u202e')
                || (unit >= '\u2066' && unit <= '\u2069')
                || unit == '\ufeff';
    }

    private static void escape(char unit, StringBuilder out) {
        switch (unit) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                out.append("\\u");
                String hex = Integer.toHexString(unit);
                out.append("0".repeat(4 - hex.length())).append(hex);
            }
        }
    }
}
