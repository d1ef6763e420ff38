package dev.millrace.http.editor.execution;

import dev.millrace.ExecutionHandle;
import dev.millrace.InvalidWorkflowException;
import dev.millrace.Millrace;
import dev.millrace.PreparedWorkflow;
import dev.millrace.StartRefusedException;
import dev.millrace.StartRequest;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.history.HistoryFilter;
import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.editor.ProblemForm;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.value.TypedValue;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/workflows/{workflowId}/execute}.
 *
 * <p>One that is to be waited for begins on the thread of the request: a short workflow ends there, and a long one lets
 * the thread go when it first waits.
 */
public final class ExecuteRoute {
    private static final double MAX_SECONDS = 366 * 24 * 3600.0;

    private final Libraries libraries;
    private final ExecutionHistory history;
    private final boolean executesDisabled;
    private final PreparedWorkflows prepared;

    /**
     * @param engine built with this history; the libraries are over it
     * @param executesDisabled whether a disabled workflow can be executed (decision D4)
     */
    public ExecuteRoute(Millrace engine, Libraries libraries, ExecutionHistory history, boolean executesDisabled) {
        this.libraries = libraries;
        this.history = history;
        this.executesDisabled = executesDisabled;
        this.prepared = new PreparedWorkflows(engine);
    }

    public Route route() {
        return new Route(
                "workflow.execute",
                Method.POST,
                "/api/v1/workflows/{workflowId}/execute",
                Permission.WORKFLOW_EXECUTE,
                RateClass.EXECUTION,
                this::execute);
    }

    private Response execute(Request request) {
        Workflow workflow = workflow(request);
        Body body = request.optionalBody(Refusal.BAD_REQUEST);
        boolean async = body.truth("async").orElse(true);
        StartRequest start = by(request.principal(), startRequest(body));
        body.check();
        try {
            PreparedWorkflow executable = prepared.of(workflow);
            return async ? started(executable.start(start)) : ended(executable.startHere(start));
        } catch (InvalidWorkflowException e) {
            throw Failure.of(EditorError.NOT_EXECUTABLE, "Workflow validation failed")
                    .with("workflowId", workflow.id())
                    .with("problems", ProblemForm.all(e.problems()));
        } catch (StartRefusedException e) {
            throw refused(workflow, e);
        }
    }

    private Workflow workflow(Request request) {
        String id = request.path("workflowId");
        Workflow workflow = libraries.seenBy(request.principal()).executable(id);
        if (!workflow.enabled() && !executesDisabled) {
            throw Failure.of(EditorError.NOT_STARTED, "Workflow is disabled; enable it first")
                    .with("workflowId", id);
        }
        return workflow;
    }

    private static StartRequest startRequest(Body body) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        body.object("inputVariables").forEach((name, value) -> {
            try {
                inputs.put(name, TypedValue.unwrap(value));
            } catch (IllegalArgumentException e) {
                body.problem("inputVariables." + name, "is beyond a limit: " + e.getMessage());
            }
        });
        StartRequest start = StartRequest.inputs(inputs);
        Object timeout = body.value("timeout");
        if (timeout == null) {
            return start;
        }
        double seconds = timeout instanceof Number number ? number.doubleValue() : -1;
        if (seconds > 0 && seconds <= MAX_SECONDS) {
            return start.withTimeLimit(Duration.ofMillis(Math.max(1, Math.round(seconds * 1_000))));
        }
        body.problem("timeout", "must be a number of seconds, more than 0 and at most a year");
        return start;
    }

    /** Spec application-api 11; by hand, unless it is an application that asks. */
    private static StartRequest by(Principal caller, StartRequest start) {
        StartRequest named = start.withCallerId(caller.toString());
        return caller.kind() == Principal.Kind.APPLICATION ? named.withTriggeredBy("api") : named;
    }

    private Response started(ExecutionHandle execution) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("executionId", execution.id());
        data.put("workflowId", execution.workflow().id());
        data.put("status", ExecutionStatus.RUNNING.id());
        data.put("startedAt", Times.millis(execution.startedAt()));
        return Envelope.accepted("Workflow execution started", data);
    }

    private Response ended(ExecutionHandle execution) {
        if (execution.isOver()) {
            return result(execution.view());
        }
        return new Response.Later(execution.completion().thenApply(result -> result(result.view())));
    }

    private static Response result(ExecutionView view) {
        if (view.status() != ExecutionStatus.COMPLETED) {
            throw failed(view);
        }
        return Envelope.ok("Workflow completed", ExecutionForm.result(view));
    }

    private static Failure failed(ExecutionView view) {
        Failure failure = Failure.of(EditorError.EXECUTION_FAILED)
                .with("executionId", view.id())
                .with("status", view.status().id());
        for (Map.Entry<String, @Nullable Object> time : Times.of(view).form().entrySet()) {
            failure = failure.with(time.getKey(), time.getValue());
        }
        return failure.with("error", ExecutionForm.error(view.error()));
    }

    private Failure refused(Workflow workflow, StartRefusedException refusal) {
        return switch (refusal.reason()) {
            case UNKNOWN_WORKFLOW -> Failure.of(EditorError.WORKFLOW_NOT_FOUND).with("workflowId", workflow.id());
            case ALREADY_RUNNING ->
                Failure.of(EditorError.NOT_STARTED, "Workflow is running already")
                        .with("workflowId", workflow.id())
                        .with("runningExecutionId", runningId(workflow));
            case TRIGGER_FAILED ->
                Failure.of(EditorError.NOT_EXECUTABLE, String.valueOf(refusal.getMessage()))
                        .with("workflowId", workflow.id());
            case TOO_MANY_RUNNING ->
                Failure.of(EditorError.UNAVAILABLE, "Workflow runs as often at once as it may; try again later")
                        .with("workflowId", workflow.id())
                        .withHeader("Retry-After", "1");
            case ALREADY_STARTED -> Failure.of(EditorError.NOT_STARTED, String.valueOf(refusal.getMessage()));
            case NOT_WRITTEN_DOWN ->
                Failure.of(EditorError.UNAVAILABLE, "The start could not be stored; try again later")
                        .withHeader("Retry-After", "5");
            case CLOSED -> Failure.of(EditorError.UNAVAILABLE, "The server is shutting down");
        };
    }

    private @Nullable String runningId(Workflow workflow) {
        HistoryFilter running = HistoryFilter.any().ofWorkflow(workflow.id()).in(ExecutionStatus.RUNNING);
        return history.list(running, 0, 1).executions().stream()
                .map(ExecutionSummary::executionId)
                .findFirst()
                .orElse(null);
    }
}
