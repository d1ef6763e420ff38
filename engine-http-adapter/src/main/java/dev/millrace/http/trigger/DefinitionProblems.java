package dev.millrace.http.trigger;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.exchange.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with the definition of an API, by field. Never holds a value: it may be a secret. */
final class DefinitionProblems {
    private final List<Map<String, @Nullable Object>> problems = new ArrayList<>();
    private boolean incomplete;

    /** @param message follows the field's name */
    void add(String field, String message) {
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("field", field);
        problem.put("message", field + " " + message);
        problems.add(problem);
    }

    /** Something is still to be written; an editor may save it, and nobody can call it. */
    void missing() {
        incomplete = true;
    }

    boolean isSound() {
        return problems.isEmpty() && !incomplete;
    }

    /** @throws Failure with all of them, if there is one beside what is missing */
    void check() {
        if (!problems.isEmpty()) {
            throw Failure.of(
                            EditorError.INVALID_WORKFLOW,
                            EditorError.INVALID_WORKFLOW.message() + ": "
                                    + problems.get(0).get("message"))
                    .with("problems", problems);
        }
    }
}
