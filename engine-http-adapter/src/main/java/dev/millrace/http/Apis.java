package dev.millrace.http;

import dev.millrace.Millrace;
import dev.millrace.form.BusinessObjects;
import dev.millrace.form.BusinessObjectsBuilder;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.http.access.Guard;
import dev.millrace.http.access.Hosts;
import dev.millrace.http.access.Origins;
import dev.millrace.http.access.RateLimiter;
import dev.millrace.http.access.SessionStore;
import dev.millrace.http.access.Sessions;
import dev.millrace.http.application.ApplicationApi;
import dev.millrace.http.application.AuditLog;
import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.form.FormRoutes;
import dev.millrace.http.editor.form.WorkItemRoutes;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.exchange.ErrorCode;
import dev.millrace.http.form.ObjectApi;
import dev.millrace.http.idempotency.FirstAnswers;
import dev.millrace.http.idempotency.RepeatableRoute;
import dev.millrace.http.route.Api;
import dev.millrace.http.route.Route;
import dev.millrace.http.route.RouteTable;
import dev.millrace.http.trigger.TriggerApi;
import dev.millrace.store.Clock;
import dev.millrace.store.RecordStore;
import java.util.ArrayList;
import java.util.List;

/** All APIs, put together from their settings: one table of routes, and what guards it. */
final class Apis implements AutoCloseable {
    private final Guard guard;
    /** Asked in this order for whose a path is; the last one has all others. */
    private final List<Api> apis;

    private final RouteTable routes;
    private final AuditLog audit;

    Apis(Millrace engine, HttpSettings settings) {
        Clock clock = settings.clock();
        RecordStore records = settings.records().orElseGet(RecordStore::inMemory);
        ApplicationApi applications = new ApplicationApi(
                settings.applications(),
                clock,
                settings.timers(),
                () -> this.routes().routes());
        this.audit = applications.audit();
        this.guard = new Guard(
                new Hosts(settings.hosts()),
                new Origins(settings.origins()),
                settings.pairing(),
                new Sessions(new SessionStore(records, clock), settings.tokens().keptIn(records), clock),
                new RateLimiter(settings.rates(), clock),
                applications.authenticators(),
                clock);
        ExecutionHistory history = engine.history()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the engine keeps no history of executions, which the API"
                                        + " shows; build it with Millrace.builder().history(ExecutionHistory.inMemory(Retention.DEFAULT))"));
        TriggerApi triggers =
                new TriggerApi(engine, history, settings.records(), clock, settings.node(), settings.statusLine());
        Libraries libraries = new Libraries(engine, clock, settings.uniqueNames(), triggers.rule());
        BusinessObjects objects = objects(engine, settings);
        List<Route> more = new ArrayList<>(triggers.management(libraries));
        more.addAll(new FormRoutes(objects).routes());
        more.addAll(new WorkItemRoutes(engine, libraries).routes());
        this.apis = List.of(
                applications,
                triggers,
                new ObjectApi(engine, objects, settings.objects(), settings.records(), clock),
                new EditorApi(engine, history, guard, settings, libraries, more));
        FirstAnswers executions = new FirstAnswers(settings.records(), KeyError.CONFLICT, clock);
        this.routes = new RouteTable(apis.stream()
                .flatMap(api -> api.routes().stream().map(route -> repeatable(route, api, executions)))
                .toList());
    }

    private static Route repeatable(Route route, Api api, FirstAnswers answers) {
        return route.operationId().equals("workflow.execute")
                ? new RepeatableRoute(route, api, answers, failure -> failure.error() == EditorError.EXECUTION_FAILED)
                        .route()
                : route;
    }

    /** An {@code Idempotency-Key} of an application came with another request. */
    private enum KeyError implements ErrorCode {
        CONFLICT;

        @Override
        public int status() {
            return 409;
        }

        @Override
        public int code() {
            return 409;
        }

        @Override
        public String message() {
            return "Idempotency-Key was used with another request; use a new key";
        }
    }

    private static BusinessObjects objects(Millrace engine, HttpSettings settings) {
        return settings.objects().objects().orElseGet(() -> {
            BusinessObjectsBuilder builder = BusinessObjects.builder();
            settings.records().ifPresent(builder::records);
            BusinessObjects objects = builder.build();
            objects.runOn(engine);
            return objects;
        });
    }

    Guard guard() {
        return guard;
    }

    AuditLog audit() {
        return audit;
    }

    RouteTable routes() {
        return routes;
    }

    /** The API that answers for a path. */
    Api of(String rawPath) {
        for (Api api : apis) {
            if (api.owns(rawPath)) {
                return api;
            }
        }
        return apis.get(apis.size() - 1);
    }

    @Override
    public void close() {
        apis.forEach(Api::close);
    }
}
