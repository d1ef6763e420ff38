package dev.millrace.http.editor.module;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Query;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Route;
import dev.millrace.module.ModuleCatalogue;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/v1/modules}. */
public final class ModuleRoutes {
    private final ModuleCatalogue modules;

    /** Made by the first request: many servers run workflows and are never asked. */
    private volatile @Nullable Catalogue catalogue;

    public ModuleRoutes(ModuleCatalogue modules) {
        this.modules = modules;
    }

    public List<Route> routes() {
        return List.of(
                Route.query(
                        "module.categories", "/api/v1/modules/categories", Permission.MODULE_QUERY, this::categories),
                Route.query("module.list", "/api/v1/modules", Permission.MODULE_QUERY, this::list),
                Route.query("module.get", "/api/v1/modules/{moduleId}", Permission.MODULE_QUERY, this::details),
                Route.query(
                        "module.inputSchema",
                        "/api/v1/modules/{moduleId}/input-schema",
                        Permission.MODULE_QUERY,
                        this::form));
    }

    private Response categories(Request request) {
        return catalogue().categories();
    }

    private Response list(Request request) {
        Query query = request.query();
        boolean withUnavailable = query.truth("includeUnavailable", false);
        boolean isWhole = !withUnavailable
                && query.text("category").isEmpty()
                && query.text("search").isEmpty();
        return isWhole
                ? catalogue().list()
                : catalogue().list(query.text("category"), query.text("search"), withUnavailable);
    }

    private Response details(Request request) {
        String id = request.path("moduleId");
        return catalogue().details(id).orElseThrow(unknown(id));
    }

    private Response form(Request request) {
        String id = request.path("moduleId");
        return catalogue().form(id).orElseThrow(unknown(id));
    }

    private static Supplier<Failure> unknown(String id) {
        return () -> Failure.of(EditorError.MODULE_NOT_FOUND).with("moduleId", id);
    }

    private Catalogue catalogue() {
        Catalogue made = catalogue;
        return made == null ? make() : made;
    }

    private synchronized Catalogue make() {
        Catalogue made = catalogue;
        if (made == null) {
            made = new Catalogue(modules);
            catalogue = made;
        }
        return made;
    }
}
