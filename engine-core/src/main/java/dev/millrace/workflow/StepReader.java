package dev.millrace.workflow;

import static dev.millrace.workflow.Problem.Severity.ERROR;
import static dev.millrace.workflow.Problem.Severity.WARNING;

import dev.millrace.value.Excerpt;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads steps and triggers (spec vflow-model 1.2) of one workflow. */
final class StepReader {
    private final String workflow;
    private final Surroundings surroundings;
    private final List<Problem> problems;

    StepReader(String workflow, Surroundings surroundings, List<Problem> problems) {
        this.workflow = workflow;
        this.surroundings = surroundings;
        this.problems = problems;
    }

    /**
     * @param index position among the steps that are no triggers at the start; -1 for triggers
     * @param path where it stands in the workflow, as in {@code triggers[2]}
     * @return empty if it cannot be used, which is an error
     */
    Optional<Step> read(@Nullable Object json, int index, String path) {
        if (!(json instanceof Map<?, ?> object)) {
            problems.add(Problem.error(
                    ProblemCode.WRONG_TYPE,
                    new Place(workflow, "", index, index < 0 ? path : ""),
                    "a step must be an object, but was " + Excerpt.quoted(json),
                    "write {\"id\": …, \"moduleId\": …, \"parameters\": {…}}"));
            return Optional.empty();
        }
        String knownId = object.get("id") instanceof String text ? text : "";
        boolean pathNeeded = index < 0 && knownId.isBlank();
        Fields fields = new Fields(
                object,
                field -> new Place(workflow, knownId, index, pathNeeded ? path + "." + field : field),
                problems);
        String id = fields.text("id", ERROR).filter(text -> !text.isBlank()).orElseGet(surroundings::newId);
        Optional<String> moduleId = moduleId(fields);
        return moduleId.map(module -> step(id, module, fields));
    }

    private static Optional<String> moduleId(Fields fields) {
        boolean wrongType = fields.peek("moduleId") != null && !(fields.peek("moduleId") instanceof String);
        Optional<String> moduleId = fields.text("moduleId", ERROR).filter(text -> !text.isBlank());
        if (moduleId.isEmpty() && !wrongType) {
            fields.report(
                    ERROR,
                    ProblemCode.MISSING_FIELD,
                    "moduleId",
                    "the step has no moduleId",
                    "name the module that the step calls, such as \"delay\"");
        }
        return moduleId;
    }

    private static Step step(String id, String moduleId, Fields fields) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        fields.object("parameters", ERROR)
                .ifPresent(object -> object.forEach((key, value) -> written.put(String.valueOf(key), value)));
        Map<String, Object> typed = new LinkedHashMap<>();
        written.forEach((input, value) -> {
            if (value != null && TypedForm.isTyped(value)) {
                typed.put(input, value);
            }
        });
        typed.forEach((input, value) -> written.put(input, unwrap(input, value, fields)));
        int indentationLevel = fields.integer("indentationLevel", WARNING).orElse(0);
        boolean disabled = fields.flag("isDisabled", ERROR).orElse(false);
        return new Step(
                id,
                moduleId,
                Collections.unmodifiableMap(written),
                typed.isEmpty() ? Map.of() : typed,
                indentationLevel,
                disabled,
                fields.rest());
    }

    private static @Nullable Object unwrap(String input, Object typed, Fields fields) {
        return TypedForm.unwrap(
                typed,
                (type, value) -> fields.report(
                        WARNING,
                        ProblemCode.WRONG_TYPE,
                        "parameters." + Excerpt.of(input),
                        "the type says " + type.id() + ", but the value is " + Excerpt.quoted(value)
                                + "; it is kept as written",
                        "write a value of this type, or correct the type"));
    }

    /** A trigger written as {@code {"type": module id, …parameters}} (section 1.4, step 3). */
    Step legacyTrigger(String moduleId, Map<?, ?> config) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        config.forEach((key, value) -> parameters.put(String.valueOf(key), value));
        parameters.remove("type");
        var object = Map.of("id", surroundings.newId(), "moduleId", moduleId, "parameters", parameters);
        return read(object, -1, "triggerConfig")
                .orElseThrow(() -> new IllegalStateException("a step with a module id is always read"));
    }
}
