package dev.millrace.http;

import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.http.access.Guard;
import dev.millrace.http.access.Hosts;
import dev.millrace.http.access.Origins;
import dev.millrace.http.access.RateLimiter;
import dev.millrace.http.access.SessionStore;
import dev.millrace.http.access.Sessions;
import dev.millrace.http.contract.ContractRoutes;
import dev.millrace.http.editor.auth.AuthRoutes;
import dev.millrace.http.editor.execution.ExecuteRoute;
import dev.millrace.http.editor.execution.ExecutionRoutes;
import dev.millrace.http.editor.folder.FolderRoutes;
import dev.millrace.http.editor.live.LiveRoute;
import dev.millrace.http.editor.module.ModuleRoutes;
import dev.millrace.http.editor.system.HealthRoute;
import dev.millrace.http.editor.system.Storage;
import dev.millrace.http.editor.system.SystemRoutes;
import dev.millrace.http.editor.transfer.TransferRoutes;
import dev.millrace.http.editor.variable.VariableRoute;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.editor.workflow.WorkflowRoutes;
import dev.millrace.http.route.Route;
import dev.millrace.http.route.RouteTable;
import dev.millrace.store.Clock;
import java.util.ArrayList;
import java.util.List;

/** The APIs put together from their settings: one table of routes, and what guards it. */
final class Apis implements AutoCloseable {
    private final Guard guard;
    private final RouteTable routes;
    private final LiveRoute live;

    Apis(Millrace engine, HttpSettings settings) {
        Clock clock = settings.clock();
        ExecutionHistory history = engine.history()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the engine keeps no history of executions, which the API"
                                        + " shows; build it with Millrace.builder().history(ExecutionHistory.inMemory(Retention.DEFAULT))"));
        this.guard = new Guard(
                new Hosts(settings.hosts()),
                new Origins(settings.origins()),
                settings.pairing(),
                new Sessions(SessionStore.inMemory(clock), settings.tokens(), clock),
                new RateLimiter(settings.rates(), clock),
                clock);
        this.live = new LiveRoute(engine, history);
        List<Route> all = new ArrayList<>();
        all.addAll(new AuthRoutes(guard, settings.device()).routes());
        Library library = new Library(engine, clock, settings.uniqueNames());
        all.addAll(new WorkflowRoutes(library, engine.modules()).routes());
        all.add(new ExecuteRoute(engine, history, settings.executesDisabled()).route());
        all.addAll(new ExecutionRoutes(engine, history, clock).routes());
        all.add(live.route());
        all.addAll(new FolderRoutes(library).routes());
        all.addAll(new TransferRoutes(library, engine.modules()).routes());
        all.addAll(new ModuleRoutes(engine.modules()).routes());
        all.add(new VariableRoute(engine).route());
        all.addAll(new SystemRoutes(engine, history, settings.device(), Storage.inMemory(), clock).routes());
        all.add(new HealthRoute(clock).route());
        all.addAll(new ContractRoutes(Apis.class.getClassLoader()).routes());
        this.routes = new RouteTable(all);
    }

    Guard guard() {
        return guard;
    }

    RouteTable routes() {
        return routes;
    }

    /** Ends what would go on by itself. */
    @Override
    public void close() {
        live.close();
    }
}
