package dev.millrace.test.contract;

import java.util.stream.Stream;

/** Texts that break what is careless with them. */
final class HostileTexts {
    private HostileTexts() {}

    /** Also those that are no Unicode. */
    static Stream<String> all() {
        return Stream.concat(unicode(), Stream.of("half \uD83D of a pair", "\uDE80"));
    }

    static Stream<String> unicode() {
        return Stream.of(
                "'; DROP TABLE record; --",
                "\"quoted\" \\ and %_ ? $1 ${bytes}",
                "emoji \uD83D\uDE80 and 漢字",
                "a\0b",
                "\u001b0000",
                "line\r\nfeed\ttab");
    }
}
