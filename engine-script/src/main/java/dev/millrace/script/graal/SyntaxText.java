package dev.millrace.script.graal;

import java.util.regex.Pattern;

/** What the parser says, without the position and the line that it adds. */
final class SyntaxText {
    private static final Pattern POSITION = Pattern.compile(":\\d+(:\\d+)?:? ");

    private SyntaxText() {}

    static String of(String script, String message) {
        String first = message.lines().findFirst().orElse("the text cannot be read");
        String text = first.startsWith("SyntaxError: ") ? first.substring("SyntaxError: ".length()) : first;
        if (!text.startsWith(script)) {
            return text;
        }
        return POSITION.matcher(text.substring(script.length())).replaceFirst("");
    }
}
