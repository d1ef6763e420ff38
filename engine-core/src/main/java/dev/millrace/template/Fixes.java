package dev.millrace.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to write instead of common mistakes. */
final class Fixes {
    private static final Map<String, String> FOREIGN = Map.of(
            "===",
            "write ==",
            "!==",
            "write !=",
            "<>",
            "write !=",
            "=>",
            "write >=",
            "=<",
            "write <=",
            "**",
            "write *");
    private static final Map<Character, String> ALONE = Map.of(
            '=', "write ==",
            '&', "write && or: and",
            '|', "write || or: or",
            '“', "write straight quotes: \"",
            '”', "write straight quotes: \"",
            '‘', "write straight quotes: '",
            '’', "write straight quotes: '",
            '{', "write a reference such as {{step.output}}",
            ';', "leave it out; an expression is one value");

    private Fixes() {}

    static String of(String text, int at) {
        String foreign = ofForeignOperator(text, at);
        if (foreign != null) {
            return foreign;
        }
        String fix = ALONE.get(text.charAt(at));
        return fix == null ? "leave it out, or put text in quotes" : fix;
    }

    static @Nullable String ofForeignOperator(String text, int at) {
        for (Map.Entry<String, String> operator : FOREIGN.entrySet()) {
            if (text.startsWith(operator.getKey(), at)) {
                return operator.getValue();
            }
        }
        return null;
    }
}
