package dev.millrace.launcher;

import dev.millrace.workflow.Problem;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Problems for people, and for programs. */
final class ProblemReport {
    private ProblemReport() {}

    /** Three lines for each problem: where, what, and how to mend it. */
    static void print(PrintStream to, String file, Collection<Problem> problems) {
        for (Problem problem : problems) {
            String place = problem.place().toString();
            to.println(severity(problem) + " in " + file + (place.isEmpty() ? "" : ": " + place));
            to.println("  " + problem.message() + " [" + problem.code() + "]");
            if (!problem.fix().isEmpty()) {
                to.println("  Fix: " + problem.fix());
            }
        }
    }

    /** {@code 2 errors, 1 warning}. */
    static String count(Collection<Problem> problems) {
        long errors = problems.stream().filter(Problem::isError).count();
        long warnings = problems.size() - errors;
        if (warnings == 0) {
            return errors == 0 ? "no problems" : counted(errors, "error");
        }
        return errors == 0
                ? counted(warnings, "warning")
                : counted(errors, "error") + ", " + counted(warnings, "warning");
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    static List<Map<String, @Nullable Object>> json(Collection<Problem> problems) {
        return problems.stream().map(ProblemReport::json).toList();
    }

    private static Map<String, @Nullable Object> json(Problem problem) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("severity", severity(problem));
        fields.put("code", problem.code().name());
        fields.put("workflow", emptyToNull(problem.place().workflow()));
        fields.put("stepId", emptyToNull(problem.place().stepId()));
        fields.put(
                "stepIndex",
                problem.place().stepIndex() < 0 ? null : problem.place().stepIndex());
        fields.put("path", problem.place().path());
        fields.put("message", problem.message());
        fields.put("fix", problem.fix());
        return fields;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String severity(Problem problem) {
        return problem.severity().name().toLowerCase(Locale.ROOT);
    }
}
