package dev.millrace.modules.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path language of parse_json (spec vflow-model 6.3): segments between dots, each a member's name, an index
 * ({@code 0} or {@code [0]}), or {@code *} for all. A path that ends on lists gives their elements.
 */
final class MemberPath {
    private static final int MAX_INDEX_DIGITS = 9;

    private final List<Segment> segments;

    private MemberPath(List<Segment> segments) {
        this.segments = segments;
    }

    static MemberPath of(String text) {
        List<Segment> segments = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            segments.add(Segment.of(part.strip()));
        }
        return new MemberPath(segments);
    }

    /** What the path finds, in order; empty when nothing. */
    List<@Nullable Object> find(@Nullable Object root) {
        List<@Nullable Object> found = new ArrayList<>();
        found.add(root);
        for (Segment segment : segments) {
            if (found.isEmpty()) {
                return found;
            }
            found = step(found, segment);
        }
        return elementsOf(found);
    }

    private static List<@Nullable Object> step(List<@Nullable Object> from, Segment segment) {
        List<@Nullable Object> to = new ArrayList<>();
        for (Object value : from) {
            segment.collect(value, to);
        }
        return to;
    }

    private static List<@Nullable Object> elementsOf(List<@Nullable Object> found) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object value : found) {
            if (value instanceof List<?> list) {
                elements.addAll(list);
            } else {
                elements.add(value);
            }
        }
        return Collections.unmodifiableList(elements);
    }

    /** One part of a path: adds what it finds in a value. */
    private interface Segment {
        void collect(@Nullable Object value, List<@Nullable Object> found);

        static Segment of(String text) {
            if (text.equals("*")) {
                return Segment::collectAll;
            }
            String inner = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
            return isIndex(inner) ? element(Integer.parseInt(inner)) : member(text);
        }

        private static boolean isIndex(String text) {
            return !text.isEmpty()
                    && text.length() <= MAX_INDEX_DIGITS
                    && text.chars().allMatch(c -> c >= '0' && c <= '9');
        }

        private static void collectAll(@Nullable Object value, List<@Nullable Object> found) {
            if (value instanceof List<?> list) {
                found.addAll(list);
            } else if (value instanceof Map<?, ?> dictionary) {
                found.addAll(dictionary.values());
            }
        }

        private static Segment element(int index) {
            return (value, found) -> {
                if (value instanceof List<?> list && index < list.size()) {
                    found.add(list.get(index));
                }
            };
        }

        private static Segment member(String name) {
            return (value, found) -> {
                if (value instanceof Map<?, ?> dictionary && dictionary.containsKey(name)) {
                    found.add(dictionary.get(name));
                }
            };
        }
    }
}
