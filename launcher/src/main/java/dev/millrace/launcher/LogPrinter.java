package dev.millrace.launcher;

import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.LogEntry;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** {@code --log}: every log entry as one line. Thread-safe, as print streams are. */
final class LogPrinter implements ExecutionObserver {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final PrintStream err;

    LogPrinter(PrintStream err) {
        this.err = err;
    }

    @Override
    public void logged(ExecutionEvent execution, LogEntry entry) {
        String time = TIME.format(LocalTime.ofInstant(entry.timestamp(), ZoneId.systemDefault()));
        String where = entry.stepIndex() < 0
                ? ""
                : " step " + (entry.stepIndex() + 1) + " (" + entry.moduleId() + ")"
                        + (entry.branch().isEmpty() ? "" : " [" + entry.branch() + "]");
        String details = entry.details().isEmpty() ? "" : " " + TracePrinter.shortJson(entry.details());
        err.println(time + " " + entry.level().id() + where + ": " + TracePrinter.line(entry.message()) + details);
    }
}
