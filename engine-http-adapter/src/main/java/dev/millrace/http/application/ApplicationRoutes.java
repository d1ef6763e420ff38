package dev.millrace.http.application;

import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/application}. */
final class ApplicationRoutes {
    private static final String ALL = "/api/application";
    private static final String ONE = "/api/application/{id}";
    private static final Set<String> COLUMNS =
            Set.of("id", "name", "description", "provider", "state", "creatorId", "createTime");

    private final ApplicationStore store;
    private final Applications applications;
    private final ApplicationForm form;
    private final Answers answers;
    private final Supplier<List<Route>> table;

    /** @param table every route of the server, asked when the first request comes */
    ApplicationRoutes(
            ApplicationSettings settings, Applications applications, Answers answers, Supplier<List<Route>> table) {
        this.store = settings.applications();
        this.applications = applications;
        this.form = new ApplicationForm(settings.keys());
        this.answers = answers;
        this.table = table;
    }

    List<Route> routes() {
        return List.of(
                Route.change(Method.POST, "application.create", ALL, Permission.APPLICATION_SAVE, this::create),
                Route.change(Method.PATCH, "application.save", ALL, Permission.APPLICATION_SAVE, this::save),
                new Route(
                        "application.query",
                        Method.POST,
                        ALL + "/_query",
                        Permission.APPLICATION_QUERY,
                        RateClass.QUERY,
                        this::list),
                Route.query("application.providers", ALL + "/providers", Permission.APPLICATION_QUERY, this::providers),
                Route.query(
                        "application.operations", ALL + "/operations", Permission.APPLICATION_QUERY, this::operations),
                Route.query("application.get", ONE, Permission.APPLICATION_QUERY, this::get),
                Route.change(Method.PUT, "application.update", ONE, Permission.APPLICATION_SAVE, this::update),
                Route.change(Method.DELETE, "application.delete", ONE, Permission.APPLICATION_DELETE, this::delete),
                Route.query("application.getGrant", ONE + "/grant", Permission.APPLICATION_QUERY, this::getGrant),
                Route.change(
                        Method.PUT,
                        "application.setGrant",
                        ONE + "/grant",
                        Permission.APPLICATION_SAVE,
                        this::setGrant));
    }

    private Response create(Request request) {
        return shown(applications.configure(body(request), request.principal()), request);
    }

    private Response save(Request request) {
        Map<String, @Nullable Object> body = body(request);
        boolean exists = body.get("id") instanceof String id && store.find(id).isPresent();
        Application saved = exists
                ? applications.change(String.valueOf(body.get("id")), body, request.principal())
                : applications.configure(body, request.principal());
        return shown(saved, request);
    }

    private Response list(Request request) {
        Listing listing = Listing.of(request, COLUMNS);
        return answers.ok(listing.page(store.all().stream()
                .map(application -> form.row(application, request.language()))
                .toList()));
    }

    private Response get(Request request) {
        return shown(applications.find(request.path("id")), request);
    }

    private Response update(Request request) {
        return shown(applications.change(request.path("id"), body(request), request.principal()), request);
    }

    private Response delete(Request request) {
        return shown(applications.delete(request.path("id"), request.principal()), request);
    }

    private Response providers(Request request) {
        return answers.ok(ApplicationForm.providers(request.language()));
    }

    private Response operations(Request request) {
        return answers.ok(operations().stream().map(ApplicationRoutes::form).toList());
    }

    /** What can be granted: the routes that ask for a permission an application may have. */
    private List<Route> operations() {
        return table.get().stream()
                .filter(route ->
                        route.permission().isGranted() && !route.permission().isManagement())
                .toList();
    }

    private static Map<String, @Nullable Object> form(Route route) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("id", route.operationId());
        form.put("method", route.method().name());
        form.put("path", route.path());
        form.put("permission", route.permission().resource());
        form.put("action", route.permission().action());
        form.put("name", route.operationId().replace('.', ' '));
        return form;
    }

    private Response getGrant(Request request) {
        return answers.ok(grant(applications.find(request.path("id"))));
    }

    private Response setGrant(Request request) {
        Map<String, @Nullable Object> body = body(request);
        Fields fields = Fields.of(body);
        boolean isList = body.get("operations") != null;
        List<String> wanted = fields.words("operations");
        Set<String> known = new TreeSet<>();
        operations().forEach(route -> known.add(route.operationId()));
        wanted.stream()
                .filter(id -> !known.contains(id))
                .findFirst()
                .ifPresent(id -> fields.sentence("operations", "operation not found: " + id));
        fields.check();
        Optional<Set<String>> granted = isList ? Optional.of(Set.copyOf(wanted)) : Optional.empty();
        return answers.ok(grant(applications.grant(request.path("id"), granted, request.principal())));
    }

    /** Without a list, an application may do what its roles say. */
    private static Map<String, @Nullable Object> grant(Application application) {
        Map<String, @Nullable Object> grant = new LinkedHashMap<>();
        application.operations().ifPresent(ids -> grant.put("operations", new ArrayList<>(new TreeSet<>(ids))));
        return grant;
    }

    private static Map<String, @Nullable Object> body(Request request) {
        return request.body(Refusal.BAD_REQUEST).fields();
    }

    private Response shown(Application application, Request request) {
        return answers.ok(form.whole(application, request.language()));
    }
}
