package dev.millrace.workflow;

import java.util.Objects;

/**
 * One thing that is wrong with a workflow: what, where, and how to mend it.
 *
 * @param severity only errors stop a start
 * @param code stable; the texts may change
 * @param place where it is
 * @param message what is wrong with which value
 * @param fix what to do about it
 */
public record Problem(Severity severity, ProblemCode code, Place place, String message, String fix) {
    /** How bad a problem is. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public Problem {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(code);
        Objects.requireNonNull(place);
        Objects.requireNonNull(message);
        Objects.requireNonNull(fix);
    }

    public static Problem error(ProblemCode code, Place place, String message, String fix) {
        return new Problem(Severity.ERROR, code, place, message, fix);
    }

    public static Problem warning(ProblemCode code, Place place, String message, String fix) {
        return new Problem(Severity.WARNING, code, place, message, fix);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line for people: {@code error LOOP_COUNT: Workflow "Daily report", step 3 (loop-1), parameters.count: …}. */
    @Override
    public String toString() {
        String where = place.toString();
        return (isError() ? "error " : "warning ") + code + ": " + (where.isEmpty() ? "" : where + ": ") + message
                + (fix.isEmpty() ? "" : ". Fix: " + fix);
    }
}
