package dev.millrace.http.trigger;

import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.http.access.VerifiedSecrets;
import dev.millrace.http.editor.execution.KnownExecutions;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.editor.workflow.WorkflowRule;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.idempotency.FirstAnswers;
import dev.millrace.http.route.Api;
import dev.millrace.http.route.Handler;
import dev.millrace.http.route.Route;
import dev.millrace.store.Clock;
import dev.millrace.store.RecordStore;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Workflows as HTTP APIs: {@code /v1/api/…} runs them, {@code /v1/executions/…} tells what became of a run. */
public final class TriggerApi implements Api {
    private final ApiIndex index;
    private final CallRoutes calls;
    private final LookupRoute lookup;
    private final Uids uids;
    private final Runs runs;
    private final StatusLine statusLine;
    private final Clock clock;

    /** How statuses are sent. */
    public enum StatusLine {
        /** As the documents say. */
        DOCUMENTED,
        /** Always 200, for clients that know the envelope alone. */
        ALWAYS_OK
    }

    /**
     * @param records where keys of requests are kept; empty if they end with the process
     * @param node 0 to 1023, different on each server of a cluster
     */
    public TriggerApi(
            Millrace engine,
            ExecutionHistory history,
            Optional<RecordStore> records,
            Clock clock,
            int node,
            StatusLine statusLine) {
        this.index = new ApiIndex(engine);
        this.uids = new Uids(clock, node);
        this.runs = new Runs(engine, clock);
        this.calls = new CallRoutes(
                index,
                new VerifiedSecrets(clock),
                uids,
                runs,
                new FirstAnswers(records, TriggerError.IDEMPOTENCY_CONFLICT, clock));
        this.lookup = new LookupRoute(index, calls, KnownExecutions.all(engine, history));
        this.statusLine = statusLine;
        this.clock = clock;
    }

    /** What the workflows of APIs must be like to be saved. */
    public WorkflowRule rule() {
        return new ApiRule(index, clock);
    }

    /** The routes that manage APIs, which belong to the editor API: its envelope, tokens and rates. */
    public List<Route> management(Libraries libraries) {
        return new ManagementRoutes(libraries, index, uids, runs).routes();
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(calls.routes());
        routes.add(lookup.route());
        return routes.stream().map(this::sent).toList();
    }

    private Route sent(Route route) {
        Handler handler = route.handler();
        return statusLine == StatusLine.DOCUMENTED
                ? route
                : route.withHandler(request -> sent(handler.handle(request)));
    }

    private Response sent(Response response) {
        if (response instanceof Response.Later later) {
            CompletionStage<Response> sent = later.response().thenApply(this::sent);
            return new Response.Later(sent);
        }
        return response instanceof Response.Full full ? full.withStatus(200) : response;
    }

    @Override
    public boolean owns(String rawPath) {
        return rawPath.startsWith(CallRoutes.PREFIX) || rawPath.startsWith(LookupRoute.PREFIX);
    }

    /** A slash at the end does not count. */
    @Override
    public String canonical(String rawPath) {
        return rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
    }

    @Override
    public Response unmatched(HttpServletRequest request, Failure refusal) {
        String path = canonical(
                request.getRequestURI().substring(request.getContextPath().length()));
        if (!path.startsWith(CallRoutes.PREFIX)) {
            throw refusal;
        }
        return calls.unmatched(path, request.getMethod(), request.getHeader("Accept-Language"), refusal);
    }

    @Override
    public Response.Full failed(Failure failure) {
        Response.Full answer = CallEnvelope.failed(failure);
        return statusLine == StatusLine.ALWAYS_OK ? answer.withStatus(200) : answer;
    }
}
