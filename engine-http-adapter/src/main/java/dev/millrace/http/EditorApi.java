package dev.millrace.http;

import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.http.access.Guard;
import dev.millrace.http.contract.ContractRoutes;
import dev.millrace.http.editor.Envelope;
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
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.editor.workflow.WorkflowRoutes;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Api;
import dev.millrace.http.route.Route;
import dev.millrace.store.Clock;
import java.util.ArrayList;
import java.util.List;

/** The editor API (document 001). */
final class EditorApi implements Api {
    private final LiveRoute live;
    private final List<Route> routes;

    /** @param more routes of other parts that speak as this API does */
    EditorApi(
            Millrace engine,
            ExecutionHistory history,
            Guard guard,
            HttpSettings settings,
            Libraries libraries,
            List<Route> more) {
        Clock clock = settings.clock();
        this.live = new LiveRoute(engine, history, libraries);
        List<Route> all = new ArrayList<>();
        all.addAll(new AuthRoutes(guard, settings.device()).routes());
        all.addAll(new WorkflowRoutes(libraries, engine.modules()).routes());
        all.add(new ExecuteRoute(engine, libraries, history, settings.executesDisabled()).route());
        all.addAll(new ExecutionRoutes(engine, history, libraries, clock).routes());
        all.add(live.route());
        all.addAll(new FolderRoutes(libraries).routes());
        all.addAll(new TransferRoutes(libraries, engine.modules()).routes());
        all.addAll(new ModuleRoutes(engine.modules()).routes());
        all.add(new VariableRoute(engine, libraries).route());
        all.addAll(new SystemRoutes(engine, history, libraries, settings.device(), Storage.inMemory(), clock).routes());
        all.add(new HealthRoute(clock).route());
        all.addAll(more);
        all.addAll(new ContractRoutes(Apis.class.getClassLoader()).routes());
        this.routes = List.copyOf(all);
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    /** Everything that no other API has. */
    @Override
    public boolean owns(String rawPath) {
        return true;
    }

    @Override
    public Response.Full failed(Failure failure) {
        return Envelope.failed(failure);
    }

    @Override
    public void close() {
        live.close();
    }
}
