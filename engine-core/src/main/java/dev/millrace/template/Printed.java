package dev.millrace.template;

import dev.millrace.value.PropertyPath;
import dev.millrace.value.TextForm;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Expressions as text. */
final class Printed {
    private Printed() {}

    static String value(@Nullable Object value) {
        if (value instanceof String text) {
            return '"' + escaped(text) + '"';
        }
        if (value instanceof List<?> list) {
            StringJoiner joiner = new StringJoiner(", ", "[ ", " ]");
            list.forEach(element -> joiner.add(value(element)));
            return joiner.toString();
        }
        if (value instanceof Map<?, ?> map) {
            StringJoiner joiner = new StringJoiner(", ", "{ ", " }");
            map.forEach((key, entry) -> joiner.add(value(key) + ": " + value(entry)));
            return joiner.toString();
        }
        boolean endless = value instanceof Double number && !Double.isFinite(number);
        return endless ? "number(\"" + value + "\")" : value == null ? "null" : TextForm.of(value);
    }

    static String text(List<Part> parts) {
        StringBuilder text = new StringBuilder("\"");
        for (Part part : parts) {
            text.append(
                    part instanceof Part.Insertion insertion
                            ? insertion.reference()
                            : escaped(((Part.Characters) part).text()));
        }
        return text.append('"').toString();
    }

    /** What stands behind a name; each segment in brackets, where every text can stand. */
    static String path(PropertyPath path) {
        StringBuilder text = new StringBuilder();
        for (String segment : path.segments()) {
            text.append("[").append(value(segment)).append("]");
        }
        return text.toString();
    }

    static String joined(String start, List<Node> nodes, String end) {
        StringJoiner joiner = new StringJoiner(", ", start, end);
        nodes.forEach(node -> joiner.add(node.toString()));
        return joiner.toString();
    }

    static String dictionary(Map<String, Node> entries) {
        StringJoiner joiner = new StringJoiner(", ", "{ ", " }");
        entries.forEach((key, node) -> joiner.add(value(key) + ": " + node));
        return joiner.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if ("\\\"{}[]".indexOf(character) >= 0) {
                escaped.append('\\');
            }
            escaped.append(character);
        }
        return escaped.toString();
    }
}
