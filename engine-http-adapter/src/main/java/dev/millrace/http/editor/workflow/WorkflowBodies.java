package dev.millrace.http.editor.workflow;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.ProblemForm;
import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Failure;
import dev.millrace.workflow.Place;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ProblemCode;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowFile;
import dev.millrace.workflow.WorkflowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Workflows out of the bodies of requests. Thread-safe. */
final class WorkflowBodies {
    /** Lists of problems are cut here, so that no reply is much larger than its request. */
    static final int MAX_PROBLEMS = 100;

    /** What a client may send back as it got it, and has no say in. */
    private static final Set<String> SERVER_OWNED =
            Set.of("id", "modifiedAt", "createdAt", "updatedAt", "stepCount", "triggerCount", "warnings");

    private final WorkflowReader reader = WorkflowReader.create().importing();
    private final TriggerConfigs triggerConfigs;

    /**
     * A workflow that can be stored.
     *
     * @param warnings what is odd about the way it was written
     */
    record Reading(Workflow workflow, List<Problem> warnings) {}

    WorkflowBodies(TriggerConfigs triggerConfigs) {
        this.triggerConfigs = triggerConfigs;
    }

    /**
     * A new workflow, under a new id. Needs a name; is disabled unless it says otherwise.
     *
     * @throws Failure with every problem
     */
    Reading create(Body body) {
        Map<String, @Nullable Object> fields = WireFields.of(body.fields());
        fields.keySet().removeAll(SERVER_OWNED);
        FieldRules rules = new FieldRules(String.valueOf(fields.get("name")));
        rules.require("name", fields.get("name"));
        fields.forEach(rules::check);
        triggerConfigs.nameModule(fields);
        return read(fields, rules.problems());
    }

    /**
     * A workflow with what a body changes of it.
     *
     * @throws Failure with every problem
     */
    Reading update(Workflow current, Body body) {
        Map<String, @Nullable Object> changes = WireFields.of(body.fields());
        changes.keySet().removeAll(SERVER_OWNED);
        FieldRules rules = new FieldRules(current.name());
        Map<String, @Nullable Object> fields = new PartialUpdate(current, triggerConfigs, rules).apply(changes);
        return read(fields, rules.problems());
    }

    private Reading read(Map<String, @Nullable Object> fields, List<Problem> known) {
        fields.putIfAbsent("steps", List.of()); // an object without steps might be taken for one that holds a workflow
        WorkflowFile file = reader.read(Map.of("workflows", List.of(fields)));
        List<Problem> errors = new ArrayList<>(known);
        List<Problem> warnings = new ArrayList<>();
        file.problems().forEach(problem -> (isRefused(problem) ? errors : warnings).add(problem));
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
        triggerConfigs.unknownType(fields).ifPresent(warnings::add);
        return new Reading(file.workflows().get(0), warnings);
    }

    /** A field of a wrong type is left out by the reader; here the client is there to be told. */
    private static boolean isRefused(Problem problem) {
        Place place = problem.place();
        boolean ofWorkflow = place.stepIndex() < 0 && place.stepId().isEmpty();
        return problem.isError() || problem.code() == ProblemCode.WRONG_TYPE && ofWorkflow;
    }

    private static Failure invalid(List<Problem> errors) {
        String first =
                EditorError.INVALID_WORKFLOW.message() + ": " + errors.get(0).message();
        String more = errors.size() == 1 ? "" : ", and " + (errors.size() - 1) + " more";
        return Failure.of(EditorError.INVALID_WORKFLOW, first + more)
                .with(
                        "problems",
                        ProblemForm.all(errors.stream().limit(MAX_PROBLEMS).toList()));
    }
}
