package dev.millrace.http.trigger;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Query;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/apis}: the list of APIs, and changes of their definitions (spec 12). An API's id is its workflow's. */
final class ManagementRoutes {
    private static final String ALL = "/api/v1/apis";
    private static final String ONE = ALL + "/{apiId}";
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 200;
    private static final int MAX_ID = 200;

    private final Libraries libraries;
    private final ApiIndex index;
    private final Uids uids;
    private final Runs runs;

    ManagementRoutes(Libraries libraries, ApiIndex index, Uids uids, Runs runs) {
        this.libraries = libraries;
        this.index = index;
        this.uids = uids;
        this.runs = runs;
    }

    List<Route> routes() {
        return List.of(
                Route.query("api.list", ALL, Permission.API_QUERY, this::list),
                Route.change(Method.POST, "api.create", ALL, Permission.API_SAVE, this::create),
                Route.query("api.get", ONE, Permission.API_QUERY, this::get),
                Route.change(Method.PUT, "api.update", ONE, Permission.API_SAVE, this::update),
                Route.change(Method.DELETE, "api.delete", ONE, Permission.API_SAVE, this::delete),
                Route.change(
                        Method.POST,
                        "api.enable",
                        ONE + "/enable",
                        Permission.API_SAVE,
                        request -> enable(request, true)),
                Route.change(
                        Method.POST,
                        "api.disable",
                        ONE + "/disable",
                        Permission.API_SAVE,
                        request -> enable(request, false)),
                new Route(
                        "api.debug",
                        Method.POST,
                        ONE + "/debug",
                        Permission.WORKFLOW_EXECUTE,
                        RateClass.EXECUTION,
                        this::debug));
    }

    private Response list(Request request) {
        Query query = request.query();
        int limit = query.whole("limit", 1, MAX_PAGE, PAGE);
        int offset = query.whole("offset", 0, Integer.MAX_VALUE, 0);
        Predicate<Map<String, @Nullable Object>> wanted = wanted(query);
        List<Map<String, @Nullable Object>> apis = library(request).workflows().stream()
                .filter(workflow -> ApiDefinition.trigger(workflow).isPresent())
                .map(ApiForm::of)
                .filter(wanted)
                .toList();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("apis", apis.stream().skip(offset).limit(limit).toList());
        data.put("total", apis.size());
        data.put("limit", limit);
        data.put("offset", offset);
        return Envelope.ok(data);
    }

    private static Predicate<Map<String, @Nullable Object>> wanted(Query query) {
        Optional<String> module = query.text("module");
        Optional<Boolean> enabled =
                query.text("enabled").isPresent() ? Optional.of(query.truth("enabled", false)) : Optional.empty();
        Optional<String> part = query.text("q").map(text -> text.toLowerCase(Locale.ROOT));
        return api -> module.filter(name -> !name.equals(api.get("module"))).isEmpty()
                && enabled.filter(flag -> !flag.equals(api.get("enabled"))).isEmpty()
                && part.filter(text -> !ApiForm.mentions(api, text)).isEmpty();
    }

    private Response get(Request request) {
        return Envelope.ok(ApiForm.of(workflow(request, library(request))));
    }

    private Library library(Request request) {
        return libraries.seenBy(request.principal());
    }

    /** The workflow of an API that is shown. */
    private static Workflow workflow(Request request, Library library) {
        String id = request.path("apiId");
        return library.find(id)
                .filter(workflow -> ApiDefinition.trigger(workflow).isPresent())
                .orElseThrow(() -> unknown(id));
    }

    private static Failure unknown(String id) {
        return Failure.of(EditorError.WORKFLOW_NOT_FOUND, "API not found").with("apiId", id);
    }

    private Response create(Request request) {
        Body body = request.body(EditorError.INVALID_WORKFLOW);
        String name = body.requiredText("name", 128);
        body.requiredText("module", 64);
        body.requiredText("function", 64);
        Optional<String> workflowId = body.text("workflowId", MAX_ID);
        Map<String, @Nullable Object> parameters = ApiForm.parameters(body);
        body.check();
        Library library = library(request);
        Workflow saved = library.change(() -> {
            if (workflowId.isEmpty()) {
                library.refuseTakenName(name);
            }
            return library.save(withApi(workflowId.map(library::workflow).orElseGet(() -> named(name)), parameters));
        });
        return Envelope.created("API created successfully", ApiForm.of(saved));
    }

    private static Workflow named(String name) {
        return Workflow.builder(name).enabled(true).build();
    }

    private static Workflow withApi(Workflow workflow, Map<String, @Nullable Object> parameters) {
        if (ApiDefinition.trigger(workflow).isPresent()) {
            throw Failure.of(EditorError.WORKFLOW_EXISTS, "The workflow is an API already; change that one")
                    .with("apiId", workflow.id());
        }
        List<Step> triggers = new ArrayList<>(workflow.triggers());
        triggers.add(Step.of(freeId(triggers, workflow), ApiDefinition.MODULE, parameters));
        return workflow.toBuilder().triggers(triggers).build();
    }

    private static String freeId(List<Step> triggers, Workflow workflow) {
        for (int number = 1; ; number++) {
            String id = number == 1 ? "api" : "api-" + number;
            boolean isTaken = triggers.stream().anyMatch(step -> step.id().equals(id))
                    || workflow.steps().stream().anyMatch(step -> step.id().equals(id));
            if (!isTaken) {
                return id;
            }
        }
    }

    private Response update(Request request) {
        Body body = request.body(EditorError.INVALID_WORKFLOW);
        Map<String, @Nullable Object> changes = ApiForm.parameters(body);
        body.check();
        Library library = library(request);
        Workflow saved = library.change(() -> library.save(changed(workflow(request, library), step -> {
            Step changed = step;
            for (Map.Entry<String, @Nullable Object> change : changes.entrySet()) {
                changed = changed.withParameter(change.getKey(), change.getValue());
            }
            return changed;
        })));
        return Envelope.ok("API updated successfully", ApiForm.of(saved));
    }

    private static Workflow changed(Workflow workflow, UnaryOperator<Step> change) {
        List<Step> triggers = workflow.triggers().stream()
                .map(step -> ApiDefinition.isApi(step) ? change.apply(step) : step)
                .toList();
        return workflow.toBuilder().triggers(triggers).build();
    }

    /** The workflow stays, with its other triggers. */
    private Response delete(Request request) {
        Library library = library(request);
        library.change(() -> {
            Workflow workflow = workflow(request, library);
            List<Step> triggers = workflow.triggers().stream()
                    .filter(step -> !ApiDefinition.isApi(step))
                    .toList();
            return library.save(workflow.toBuilder().triggers(triggers).build());
        });
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("deleted", true);
        data.put("deletedAt", library.now().toEpochMilli());
        return Envelope.ok("API deleted successfully", data);
    }

    private Response enable(Request request, Object enabled) {
        Library library = library(request);
        Workflow saved = library.change(() ->
                library.save(changed(workflow(request, library), step -> step.withParameter("enabled", enabled))));
        return Envelope.ok(enabled.equals(true) ? "API enabled" : "API disabled", ApiForm.of(saved));
    }

    /** Whatever an API asks of its callers, this one has a token. */
    private Response debug(Request request) {
        Workflow workflow = workflow(request, library(request));
        ApiDefinition api = index.find(workflow.id())
                .orElseThrow(() -> Failure.of(
                                EditorError.INVALID_WORKFLOW,
                                "API is not complete: give it a name, a module and a function")
                        .with("apiId", workflow.id()));
        Body body = request.optionalBody(EditorError.INVALID_PARAMETERS);
        Map<String, @Nullable Object> params = body.has("params") ? body.object("params") : api.debugData();
        body.check();
        try {
            return CallRoutes.response(runs.run(Call.debugging(api, params, request.remoteAddress(), uids.next())));
        } catch (Failure failure) {
            throw TriggerError.inEditor(failure);
        }
    }
}
