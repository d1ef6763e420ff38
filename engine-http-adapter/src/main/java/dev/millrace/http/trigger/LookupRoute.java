package dev.millrace.http.trigger;

import dev.millrace.http.editor.execution.KnownExecutions;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import dev.millrace.observe.ExecutionView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/executions/{uid}}: what became of a run (spec 10), for callers of the API that it is a run of. A run of another
 * API is as unknown as none: whoever has the wrong credential is told so.
 */
final class LookupRoute {
    static final String PREFIX = "/v1/executions/";

    private final ApiIndex index;
    private final CallRoutes calls;
    private final KnownExecutions executions;

    LookupRoute(ApiIndex index, CallRoutes calls, KnownExecutions executions) {
        this.index = index;
        this.calls = calls;
        this.executions = executions;
    }

    Route route() {
        return new Route("getApiExecution", Method.GET, PREFIX + "{uid}", Permission.NONE, RateClass.FREE, this::get);
    }

    private Response get(Request request) {
        String uid = request.path("uid");
        if (!Uids.couldBe(uid)) { // an application may have started it, which is no caller of the API
            throw unknown();
        }
        ExecutionView view = view(uid);
        ApiDefinition api = index.find(view.workflowId()).orElseThrow(LookupRoute::unknown);
        if (!view.triggeredBy().equals("api")) {
            throw unknown();
        }
        try {
            calls.caller(api, request);
        } catch (Failure failure) {
            throw failure.error() == TriggerError.WRONG_CREDENTIAL ? unknown() : failure;
        }
        return CallEnvelope.of(200, form(view, api));
    }

    private ExecutionView view(String uid) {
        try {
            return executions.view(uid);
        } catch (Failure failure) {
            throw unknown();
        }
    }

    private static Failure unknown() {
        return Failure.of(TriggerError.NOT_FOUND, "Execution not found");
    }

    private static Map<String, @Nullable Object> form(ExecutionView view, ApiDefinition api) {
        RunAnswer run = RunAnswer.of(view, api.workflow(), Runs.timeoutMillis(api));
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put(CallEnvelope.UID, view.id());
        form.put("status", view.status().isFinal() ? view.status().id() : "running");
        form.put("data", run.data());
        if (RunAnswer.isTruncated(view)) {
            form.put("truncated", true);
        }
        form.put("code", run.code());
        form.put("msg", run.message());
        form.put("startedAt", millis(view.startedAt()));
        form.put("completedAt", millis(view.completedAt()));
        return form;
    }

    private static @Nullable Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }
}
