package dev.millrace.value;

import org.jspecify.annotations.Nullable;

/**
 * A part of a text as in Python, {@code start:stop} or {@code start:stop:step}. A part that is no number counts as
 * missing; a step of 0 gives nothing (spec vflow-model 5.2, recommended).
 */
record Slice(@Nullable Long start, @Nullable Long stop, long step) {
    /** Null for a segment that is no slice. */
    static @Nullable Slice parse(String segment) {
        int first = segment.indexOf(':');
        if (first < 0) {
            return null;
        }
        int second = segment.indexOf(':', first + 1);
        if (second >= 0 && segment.indexOf(':', second + 1) >= 0) {
            return null;
        }
        String stop = second < 0 ? segment.substring(first + 1) : segment.substring(first + 1, second);
        Long step = second < 0 ? null : Index.parse(segment.substring(second + 1));
        return new Slice(Index.parse(segment.substring(0, first)), Index.parse(stop), step == null ? 1 : step);
    }

    @Nullable
    String of(String text) {
        if (step == 0) {
            return null;
        }
        int length = text.length();
        boolean forward = step > 0;
        // going backward, -1 stands for the place before the first character
        long from = start == null ? (forward ? 0 : length - 1) : clamp(start, length);
        long to = stop == null ? (forward ? length : -1) : clamp(stop, length);
        if (step == 1) {
            return from < to ? text.substring((int) from, (int) to) : "";
        }
        StringBuilder part = new StringBuilder();
        for (long i = from; forward ? i < to : i > to; i += step) {
            part.append(text.charAt((int) i));
            if (Math.abs(step) >= length) {
                break;
            }
        }
        return part.toString();
    }

    private long clamp(long index, int length) {
        long place = index < 0 ? index + length : index;
        return step > 0 ? Math.max(0, Math.min(place, length)) : Math.max(-1, Math.min(place, length - 1));
    }
}
