package dev.millrace.launcher;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where a command reads and writes: results to {@code out}, everything for people to {@code err}. */
record Console(InputStream in, PrintStream out, PrintStream err) {
    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    void complain(UnusableInputException unusable) {
        err.println("millrace: " + unusable.message());
        err.println("Fix: " + unusable.fix());
    }

    void note(String text) {
        err.println("millrace: " + text);
    }
}
