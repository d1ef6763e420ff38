package dev.millrace.value;

import org.jspecify.annotations.Nullable;

/** A position in a text or list as written in a path; negative ones count from the end. */
final class Index {
    // far beyond every list, and far from overflow when a length is added
    private static final long FAR = 1L << 40;
    private static final int MAX_LENGTH = 20;

    private Index() {}

    /** Null for what is no whole number; numbers beyond every list are cut to one that is still beyond it. */
    static @Nullable Long parse(String segment) {
        String text = WhiteSpace.trim(segment);
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (start == text.length() || text.length() > MAX_LENGTH) {
            return null;
        }
        long number = 0;
        for (int i = start; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return null;
            }
            number = Math.min(number * 10 + (digit - '0'), FAR);
        }
        return text.charAt(0) == '-' ? -number : number;
    }

    /** The position from the start; -1 outside. */
    static int within(long index, int size) {
        long place = index < 0 ? index + size : index;
        return place >= 0 && place < size ? (int) place : -1;
    }
}
