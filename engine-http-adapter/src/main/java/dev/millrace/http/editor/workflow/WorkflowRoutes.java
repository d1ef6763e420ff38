package dev.millrace.http.editor.workflow;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.editor.ProblemForm;
import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Route;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/v1/workflows} that list, show and change workflows. */
public final class WorkflowRoutes {
    private static final String ALL = "/api/v1/workflows";
    private static final String ONE = "/api/v1/workflows/{workflowId}";

    private final Libraries libraries;
    private final WorkflowForms forms;
    private final WorkflowBodies bodies;

    public WorkflowRoutes(Libraries libraries, ModuleCatalogue modules) {
        TriggerConfigs triggerConfigs = new TriggerConfigs(modules);
        this.libraries = libraries;
        this.forms = new WorkflowForms(triggerConfigs);
        this.bodies = new WorkflowBodies(triggerConfigs);
    }

    public List<Route> routes() {
        return List.of(
                Route.query("workflow.list", ALL, Permission.WORKFLOW_QUERY, this::list),
                Route.query("workflow.get", ONE, Permission.WORKFLOW_QUERY, this::get),
                Route.change(Method.POST, "workflow.create", ALL, Permission.WORKFLOW_SAVE, this::create),
                Route.change(Method.PUT, "workflow.update", ONE, Permission.WORKFLOW_SAVE, this::update),
                Route.change(Method.DELETE, "workflow.delete", ONE, Permission.WORKFLOW_DELETE, this::delete),
                Route.change(
                        Method.POST,
                        "workflow.duplicate",
                        ONE + "/duplicate",
                        Permission.WORKFLOW_SAVE,
                        this::duplicate),
                Route.change(Method.POST, "workflow.enable", ONE + "/enable", Permission.WORKFLOW_SAVE, this::enable),
                Route.change(
                        Method.POST, "workflow.disable", ONE + "/disable", Permission.WORKFLOW_SAVE, this::disable),
                Route.change(Method.POST, "workflow.batch", ALL + "/batch", Permission.WORKFLOW_SAVE, this::batch));
    }

    private Response list(Request request) {
        ListQuery query = ListQuery.of(request.query());
        List<Workflow> selected = query.select(library(request).workflows());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("workflows", query.page(selected).stream().map(forms::item).toList());
        data.put("total", selected.size());
        data.put("limit", query.limit());
        data.put("offset", query.offset());
        return Envelope.ok(data);
    }

    private Response get(Request request) {
        Workflow workflow = library(request).workflow(id(request));
        boolean plain =
                request.query().option("parameters", List.of("typed", "plain")).equals("plain");
        WorkflowWriter writer = WorkflowWriter.create();
        return Envelope.ok(forms.detail(workflow, plain ? writer.plain() : writer.typed()));
    }

    private Response create(Request request) {
        WorkflowBodies.Reading read = bodies.create(request.body(EditorError.INVALID_WORKFLOW));
        Library library = library(request);
        Workflow saved = library.change(() -> {
            read.workflow().folderId().ifPresent(library::folder);
            library.refuseTakenName(read.workflow().name());
            return library.save(read.workflow());
        });
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", saved.id());
        data.put("name", saved.name());
        data.put("createdAt", time(saved));
        putWarnings(read.warnings(), library.check(saved), data);
        return Envelope.created("Workflow created successfully", data);
    }

    private Response update(Request request) {
        Body body = request.body(EditorError.INVALID_WORKFLOW);
        Library library = library(request);
        return library.change(() -> update(library, library.workflow(id(request)), body));
    }

    private Response update(Library library, Workflow current, Body body) {
        WorkflowBodies.Reading read = bodies.update(current, body);
        Workflow changed = read.workflow();
        if (!changed.folderId().equals(current.folderId())) {
            changed.folderId().ifPresent(library::folder);
        }
        if (!changed.name().equals(current.name())) {
            library.refuseTakenName(changed.name());
        }
        Workflow saved = library.save(changed);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", saved.id());
        data.put("updatedAt", time(saved));
        putWarnings(read.warnings(), library.check(saved), data);
        return Envelope.ok("Workflow updated successfully", data);
    }

    /** An editor saves what is not finished; what keeps it from being executed is told, and stops nothing. */
    private static void putWarnings(
            List<Problem> ofReading, List<Problem> ofChecking, Map<String, @Nullable Object> data) {
        List<Problem> warnings = Stream.concat(ofReading.stream(), ofChecking.stream())
                .limit(WorkflowBodies.MAX_PROBLEMS)
                .toList();
        if (!warnings.isEmpty()) {
            data.put("warnings", ProblemForm.all(warnings));
        }
    }

    private Response delete(Request request) {
        Library library = library(request);
        library.change(() -> {
            Workflow workflow = library.workflow(id(request));
            library.delete(workflow);
            return workflow;
        });
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("deleted", true);
        data.put("deletedAt", library.now().toEpochMilli());
        return Envelope.ok("Workflow deleted successfully", data);
    }

    private Response duplicate(Request request) {
        Body body = request.optionalBody(EditorError.INVALID_WORKFLOW);
        Optional<String> newName = body.text("newName", FieldRules.MAX_NAME).filter(name -> !name.isBlank());
        Optional<String> target =
                body.text("targetFolderId", FieldRules.MAX_NAME).filter(id -> !id.isBlank());
        body.check();
        Library library = library(request);
        Workflow saved = library.change(() -> {
            Workflow source = library.workflow(id(request));
            target.ifPresent(library::folder);
            newName.ifPresent(library::refuseTakenName);
            Workflow copy = source.withId(UUID.randomUUID().toString())
                    .withName(newName.orElseGet(() -> CopyName.of(source.name(), library::isTaken)))
                    .withFolderId(body.has("targetFolderId") ? target : source.folderId())
                    .disable();
            return library.saveCopy(source, copy);
        });
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("newWorkflowId", saved.id());
        data.put("name", saved.name());
        data.put("createdAt", time(saved));
        return Envelope.created("Workflow duplicated successfully", data);
    }

    private Response enable(Request request) {
        Library library = library(request);
        Workflow saved =
                library.change(() -> library.save(library.workflow(id(request)).enable()));
        return Envelope.ok("Workflow enabled", state(saved));
    }

    private Response disable(Request request) {
        Library library = library(request);
        Workflow saved =
                library.change(() -> library.save(library.workflow(id(request)).disable()));
        return Envelope.ok("Workflow disabled", state(saved));
    }

    private static Map<String, @Nullable Object> state(Workflow saved) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", saved.id());
        data.put("isEnabled", saved.enabled());
        data.put("updatedAt", time(saved));
        return data;
    }

    private Response batch(Request request) {
        Body body = request.body(EditorError.INVALID_WORKFLOW);
        return Envelope.ok(
                "Batch operation completed", new BatchAction(library(request)).run(body, request.principal()));
    }

    private Library library(Request request) {
        return libraries.seenBy(request.principal());
    }

    private static String id(Request request) {
        return request.path("workflowId");
    }

    private static long time(Workflow saved) {
        return saved.modifiedAt().toEpochMilli();
    }
}
