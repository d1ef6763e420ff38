package dev.millrace.test.contract;

import java.util.stream.Stream;

/** Texts that break what is careless with them. */
final class HostileTexts {
    private HostileTexts() {}

    static Stream<String> all() {
        return Stream.of(
                "'; DROP TABLE record; --",
                "\"quoted\" \\ and %_ ? $1 ${bytes}",
                "emoji \uD83D\uDE80 and 漢字",
                "a\0b",
                "\u001b0000",
                "half \uD83D of a pair",
                "line\r\nfeed\ttab");
    }
}
