package dev.millrace.http.contract;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Handler;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import java.util.List;

/** {@code /openapi.json} and {@code /docs}, open to everybody: they say nothing that the project does not publish. */
public final class ContractRoutes {
    private final Response document = Resource.named("/dev/millrace/http/openapi.json", "application/json")
            .response();
    private final Docs docs;

    /** @param libraries may have the library that shows the document as a page */
    public ContractRoutes(ClassLoader libraries) {
        this.docs = Docs.with(libraries);
    }

    public List<Route> routes() {
        return List.of(
                route("contract.get", "/openapi.json", request -> document),
                route("contract.docs", "/docs", request -> docs.page()),
                route("contract.docsFile", "/docs/{file}", this::file));
    }

    private static Route route(String id, String path, Handler handler) {
        return new Route(id, Method.GET, path, Permission.NONE, RateClass.FREE, handler);
    }

    private Response file(Request request) {
        return docs.file(request.path("file")).orElseThrow(() -> Failure.of(Refusal.UNKNOWN_ROUTE));
    }
}
