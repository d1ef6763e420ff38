package dev.millrace.http.application;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Handler;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/role} and {@code /api/organization}. */
final class RegistryRoutes<T extends Registry.Entry> {
    private final Kind<T> kind;
    private final Answers answers;

    /**
     * What roles and organizations differ in.
     *
     * @param uses the ids of it that an application has
     * @param changed is told after each change
     */
    record Kind<T extends Registry.Entry>(
            String name,
            Registry<T> registry,
            Set<String> columns,
            ApplicationStore applications,
            Function<ApiServer, List<String>> uses,
            Function<Map<String, @Nullable Object>, T> reader,
            Function<T, Map<String, @Nullable Object>> form,
            Runnable changed) {}

    RegistryRoutes(Kind<T> kind, Answers answers) {
        this.kind = kind;
        this.answers = answers;
    }

    static RegistryRoutes<Role> ofRoles(ApplicationSettings settings, Answers answers) {
        return new RegistryRoutes<>(
                new Kind<>(
                        "role",
                        settings.roles(),
                        Set.of("id", "name", "description", "state", "groupId"),
                        settings.applications(),
                        ApiServer::roleIds,
                        RoleForm::read,
                        RoleForm::of,
                        () -> {}),
                answers);
    }

    /** @param parts is told of changes */
    static RegistryRoutes<Organization> ofOrganizations(
            ApplicationSettings settings, OrganizationParts parts, Answers answers) {
        return new RegistryRoutes<>(
                new Kind<>(
                        "organization",
                        settings.organizations(),
                        Set.of("id", "code", "name", "parentId", "sortIndex"),
                        settings.applications(),
                        ApiServer::orgIds,
                        OrganizationForm::read,
                        OrganizationForm::of,
                        parts::changed),
                answers);
    }

    List<Route> routes() {
        String path = "/api/" + kind.name();
        return List.of(
                looking(Method.GET, "list", path + "/_query", this::list),
                looking(Method.POST, "query", path + "/_query", this::list),
                changing(Method.POST, "create", path, this::create),
                changing(Method.PUT, "update", path + "/{id}", this::update),
                Route.change(
                        Method.DELETE, kind.name() + ".delete", path + "/{id}", permission("delete"), this::delete));
    }

    /** The routes that show all at once. */
    List<Route> routesOfAll(String below, Function<Request, Object> all) {
        String path = "/api/" + kind.name() + below;
        return List.of(
                looking(Method.GET, "listAll", path, request -> answers.ok(all.apply(request))),
                looking(Method.POST, "queryAll", path, request -> answers.ok(all.apply(request))));
    }

    /** All that a query finds. */
    Object all(Request request) {
        return Listing.of(request, kind.columns()).all(rows());
    }

    private Route looking(Method method, String action, String path, Handler handler) {
        return new Route(kind.name() + "." + action, method, path, permission("query"), RateClass.QUERY, handler);
    }

    private Route changing(Method method, String action, String path, Handler handler) {
        return Route.change(method, kind.name() + "." + action, path, permission("save"), handler);
    }

    private Permission permission(String action) {
        return Permission.of(kind.name(), action).orElseThrow();
    }

    private Response list(Request request) {
        return answers.ok(Listing.of(request, kind.columns()).page(rows()));
    }

    private List<Map<String, @Nullable Object>> rows() {
        return kind.registry().all().stream().map(kind.form()).toList();
    }

    private Response create(Request request) {
        refuseReadOnly();
        Object body = request.json(Refusal.BAD_REQUEST);
        List<T> entries = new ArrayList<>();
        for (Object one : body instanceof List<?> list ? list : List.of(body == null ? "" : body)) {
            if (!(one instanceof Map<?, ?> map)) {
                throw Term.wrong("the body must be a JSON object, or an array of objects");
            }
            entries.add(kind.reader().apply(Fields.members(map)));
        }
        entries.forEach(kind.registry()::put);
        kind.changed().run();
        return answers.ok(entries.stream().map(kind.form()).toList());
    }

    private Response update(Request request) {
        refuseReadOnly();
        Map<String, @Nullable Object> body = request.body(Refusal.BAD_REQUEST).fields();
        while (true) {
            T found = find(request.path("id"));
            Map<String, @Nullable Object> merged =
                    new LinkedHashMap<>(kind.form().apply(found));
            merged.putAll(body);
            merged.put("id", found.id());
            T changed = kind.reader().apply(merged);
            if (kind.registry().replace(found, changed)) {
                kind.changed().run();
                return answers.ok(kind.form().apply(changed));
            }
        }
    }

    private Response delete(Request request) {
        refuseReadOnly();
        T found = find(request.path("id"));
        return switch (kind.registry().remove(found.id(), () -> isUsed(found.id()))) {
            case REMOVED -> {
                kind.changed().run();
                yield answers.ok(kind.form().apply(found));
            }
            case USED ->
                throw Failure.of(ApplicationError.BUSINESS, kind.name() + " is used by an application: " + found.id());
            case UNKNOWN -> throw unknown();
        };
    }

    private boolean isUsed(String id) {
        return kind.applications().all().stream()
                .anyMatch(one -> kind.uses().apply(one.apiServer()).contains(id));
    }

    private T find(String id) {
        return kind.registry().find(id).orElseThrow(this::unknown);
    }

    private Failure unknown() {
        return Failure.of(ApplicationError.NOT_FOUND, kind.name() + " not found");
    }

    private void refuseReadOnly() {
        if (!kind.registry().isWritable()) {
            throw Failure.of(ApplicationError.METHOD_NOT_ALLOWED, "they are kept elsewhere and only shown here");
        }
    }
}
