package dev.millrace.http.editor.variable;

import dev.millrace.MagicVariable;
import dev.millrace.Millrace;
import dev.millrace.SystemVariable;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Route;
import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/workflows/{workflowId}/magic-variables}. */
public final class VariableRoute {
    private static final String CATEGORY = "Steps";

    private final Millrace engine;
    private final Libraries libraries;

    /** @param libraries over this engine */
    public VariableRoute(Millrace engine, Libraries libraries) {
        this.engine = engine;
        this.libraries = libraries;
    }

    public Route route() {
        return Route.query(
                "workflow.magicVariables",
                "/api/v1/workflows/{workflowId}/magic-variables",
                Permission.WORKFLOW_QUERY,
                this::variables);
    }

    private Response variables(Request request) {
        Workflow workflow = libraries.seenBy(request.principal()).workflow(request.path("workflowId"));
        Optional<String> step = request.query().text("stepId");
        step.ifPresent(stepId -> refuseUnknown(workflow, stepId));
        List<MagicVariable> known = step.map(stepId -> engine.magicVariables(workflow, stepId))
                .orElseGet(() -> engine.magicVariables(workflow));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("magicVariables", known.stream().map(VariableRoute::form).toList());
        data.put(
                "systemVariables",
                engine.systemVariables().stream().map(VariableRoute::form).toList());
        return Envelope.ok(data);
    }

    private static void refuseUnknown(Workflow workflow, String stepId) {
        if (Stream.concat(workflow.triggers().stream(), workflow.steps().stream())
                .map(Step::id)
                .noneMatch(stepId::equals)) {
            throw Failure.of(
                            Refusal.BAD_REQUEST,
                            "query parameter stepId must be the id of a step of the workflow, but was "
                                    + Excerpt.quoted(stepId))
                    .with("parameter", "stepId");
        }
    }

    private static Map<String, @Nullable Object> form(MagicVariable variable) {
        String step = variable.stepName().chinese();
        String output = variable.outputName().chinese();
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("key", variable.key());
        form.put("label", step + " - " + output);
        form.put("type", variable.type().id());
        form.put("stepId", variable.stepId());
        form.put("stepName", step);
        form.put("outputId", variable.outputId());
        form.put("outputName", output);
        form.put("category", CATEGORY);
        return form;
    }

    private static Map<String, @Nullable Object> form(SystemVariable variable) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("key", variable.key());
        form.put("label", variable.label().chinese());
        form.put("type", variable.type().id());
        form.put("description", variable.description().chinese());
        return form;
    }
}
