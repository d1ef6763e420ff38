package dev.millrace.http.editor.workflow;

import java.util.function.Predicate;

/** The name of a copy: {@code Report (副本)}, or {@code Report (副本 2)} and so on where that is taken. */
public final class CopyName {
    private static final int MAX_LENGTH = FieldRules.MAX_NAME;

    private CopyName() {}

    /** A free name for a copy, cut so that it is no longer than a name may be. */
    public static String of(String name, Predicate<String> taken) {
        String copy = marked(name, " (副本)");
        for (int number = 2; taken.test(copy); number++) {
            copy = marked(name, " (副本 " + number + ")");
        }
        return copy;
    }

    private static String marked(String name, String mark) {
        int length = Math.min(name.length(), MAX_LENGTH - mark.length());
        boolean splits = length < name.length() && Character.isHighSurrogate(name.charAt(length - 1));
        return name.substring(0, splits ? length - 1 : length) + mark;
    }
}
