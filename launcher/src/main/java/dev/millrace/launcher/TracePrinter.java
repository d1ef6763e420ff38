package dev.millrace.launcher;

import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.StepEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code --trace}: one line when a step starts and one when it ends. Thread-safe, as print streams are. */
final class TracePrinter implements ExecutionObserver {
    private static final int MAX_SHOWN = 200;

    private final PrintStream err;

    TracePrinter(PrintStream err) {
        this.err = err;
    }

    @Override
    public void stepStarted(ExecutionEvent execution, StepEvent step) {
        err.println("> " + name(execution, step));
    }

    @Override
    public void stepCompleted(ExecutionEvent execution, StepEvent step) {
        String outputs = step.outputs().isEmpty() ? "" : " " + shortJson(step.outputs());
        err.println("< " + name(execution, step) + " " + millis(step) + outputs);
    }

    @Override
    public void stepFailed(ExecutionEvent execution, StepEvent step) {
        String why = step.error() == null
                ? ""
                : " " + step.error().title() + ": " + line(step.error().message());
        err.println("! " + name(execution, step) + " " + millis(step) + " failed" + why);
    }

    @Override
    public void stepSkipped(ExecutionEvent execution, StepEvent step) {
        err.println("~ " + name(execution, step) + " goes on without its result");
    }

    @Override
    public void stepRetried(ExecutionEvent execution, StepEvent step, Duration wait) {
        err.println("~ " + name(execution, step) + " is tried again in " + wait.toMillis() + " ms");
    }

    @Override
    public void stepProgressed(ExecutionEvent execution, StepEvent step, String message, double share) {
        String percent = Double.isNaN(share) ? "" : " " + Math.round(share * 100) + " %";
        err.println("  " + name(execution, step) + percent + " " + line(message));
    }

    private static String name(ExecutionEvent execution, StepEvent step) {
        String attempt = step.attempt() > 1 ? " attempt " + step.attempt() : "";
        String branch = step.branch().isEmpty() ? "" : " [" + step.branch() + "]";
        return line(execution.workflowName()) + " " + (step.stepIndex() + 1) + " " + step.stepId() + " ("
                + step.moduleId() + ")" + branch + attempt;
    }

    private static String millis(StepEvent step) {
        return String.format(Locale.ROOT, "%.3f ms", step.elapsedNanos() / 1e6);
    }

    static String shortJson(Map<String, @Nullable Object> values) {
        return line(JsonText.compact(JsonText.plain(values)));
    }

    /** On one line, so that a value cannot forge another, and not longer than a few screen lines. */
    static String line(String text) {
        String cut = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", " ");
    }
}
