package dev.millrace.execution;

import dev.millrace.value.TextForm;
import org.jspecify.annotations.Nullable;

/** Values as error messages show them: quoted, on one line, cut to 80 characters. */
final class Shown {
    private static final int LENGTH = 80;

    private Shown() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        String text = TextForm.of(value).replace('\n', ' ').replace('\r', ' ');
        return '"' + (text.length() > LENGTH ? text.substring(0, LENGTH) + "…" : text) + '"';
    }
}
