package dev.millrace.script.graal;

import java.time.Duration;

/** Amounts as messages show them. */
final class Texts {
    private Texts() {}

    static String of(Duration time) {
        long millis = time.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
    }
}
