package dev.millrace.template;

import dev.millrace.value.PropertyPath;
import dev.millrace.value.WhiteSpace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads references out of text (grammar in spec vflow-model 4.1). */
final class References {
    private References() {}

    /** A reference and the position behind it. */
    record Found(Reference reference, int end) {}

    static boolean isOpening(String text, int at) {
        return text.startsWith("{{", at) || text.startsWith("[[", at);
    }

    /**
     * The reference whose opening pair is at {@code start}; null where the pair is plain text. Of more than two opening
     * characters the last two are the pair, and a pair inside a pair makes the outer one text; so every character is
     * looked at a fixed number of times.
     */
    static @Nullable Found at(String text, int start) {
        char opening = text.charAt(start);
        int content = start + 2;
        if (content < text.length() && text.charAt(content) == opening) {
            return null;
        }
        String closing = opening == '{' ? "}}" : "]]";
        for (int i = content; i < text.length(); i++) {
            if (text.startsWith(closing, i)) {
                List<String> segments = segments(text.substring(content, i));
                Reference reference = opening == '{' ? magic(segments) : variable(segments);
                return reference == null ? null : new Found(reference, i + 2);
            }
            if (isOpening(text, i)) {
                return null;
            }
        }
        return null;
    }

    /** Empty if a segment is blank. */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("\\.", -1)) {
            String trimmed = WhiteSpace.trim(segment);
            if (trimmed.isEmpty()) {
                return List.of();
            }
            segments.add(trimmed);
        }
        return segments;
    }

    private static @Nullable Reference variable(List<String> segments) {
        return segments.isEmpty() ? null : new Reference.Variable(segments.get(0), pathFrom(1, segments));
    }

    private static @Nullable Reference magic(List<String> segments) {
        if (segments.isEmpty()) {
            return null;
        }
        String first = segments.get(0);
        for (SystemValue value : List.of(SystemValue.CURRENT_TIME, SystemValue.DEVICE_INFO)) {
            if (value.id().equals(first)) {
                return new Reference.System(value, pathFrom(1, segments));
            }
        }
        return segments.size() < 2 ? null : new Reference.StepOutput(first, segments.get(1), pathFrom(2, segments));
    }

    private static PropertyPath pathFrom(int start, List<String> segments) {
        return PropertyPath.of(segments.subList(start, segments.size()));
    }
}
