package dev.millrace.http.editor;

import dev.millrace.workflow.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Problems of workflows as the API writes them. */
public final class ProblemForm {
    private ProblemForm() {}

    public static List<Map<String, @Nullable Object>> all(List<Problem> problems) {
        return problems.stream().map(ProblemForm::of).toList();
    }

    private static Map<String, @Nullable Object> of(Problem problem) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        form.put("code", problem.code().name());
        form.put(
                "stepId",
                problem.place().stepId().isEmpty() ? null : problem.place().stepId());
        form.put(
                "stepIndex",
                problem.place().stepIndex() < 0 ? null : problem.place().stepIndex());
        form.put("field", problem.place().path());
        form.put("message", problem.message());
        form.put("fix", problem.fix());
        return form;
    }
}
