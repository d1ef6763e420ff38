package dev.millrace.http.editor.live;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.http.editor.execution.ExecutionForm;
import dev.millrace.http.editor.execution.KnownExecutions;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.exchange.EventStream;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Route;
import dev.millrace.observe.ExecutionView;
import dev.millrace.workflow.Workflow;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/executions/{executionId}/events}: status, steps and log entries as they happen. Of an execution of
 * another engine with the same history: its log and its end, within a second of their being kept.
 *
 * <pre>
 * snapshot   {execution, logs}: how it stands; comes first, and again when events were missed for good
 * step       {stepId, stepIndex, moduleId, branch?, state, attempt, duration, outputs?, error?, wait?, message?, progress?};
 *            state is started, completed, failed, skipped, retrying or progress
 * log        an entry of the log
 * status     the execution when it is over; the stream ends
 * </pre>
 */
public final class LiveRoute implements AutoCloseable {
    private final Millrace engine;
    private final ExecutionHistory history;
    private final Libraries libraries;
    private final ExecutionForm form;
    private final Watches watches = new Watches();

    /** @param engine built with this history */
    public LiveRoute(Millrace engine, ExecutionHistory history, Libraries libraries) {
        this.engine = engine;
        this.history = history;
        this.libraries = libraries;
        this.form = new ExecutionForm(engine.modules());
    }

    public Route route() {
        return Route.query(
                "execution.watch", "/api/v1/executions/{executionId}/events", Permission.EXECUTION_QUERY, this::watch);
    }

    private Response watch(Request request) {
        String id = request.path("executionId");
        String lastEvent = request.header("Last-Event-ID").orElse("");
        if (lastEvent.equals(Watch.END)) {
            return new Response.Full(204, Map.of(), "", new byte[0]);
        }
        KnownExecutions executions = KnownExecutions.in(libraries.seenBy(request.principal()), engine, history);
        Optional<ExecutionHandle> running = executions.running(id);
        if (running.isEmpty()) {
            ExecutionView known = executions.view(id);
            if (known.status().isFinal()) {
                return new Response.Events(client -> showEnd(client, known));
            }
        }
        String caller = request.principal().session();
        if (!watches.remember(lastEvent)) {
            watches.refuseTooMany(caller);
        }
        return new Response.Events(client -> {
            if (watches.resume(client, id, lastEvent)) {
                return;
            }
            if (running.isPresent()) {
                begin(client, caller, running.get());
            } else {
                begin(client, caller, new Far(id, executions));
            }
        });
    }

    private void showEnd(EventStream client, ExecutionView view) {
        Function<ExecutionView, Map<String, @Nullable Object>> detail = detail(Optional.empty());
        client.offer(Watch.picture("over", view, detail));
        client.offer(new EventStream.Event(Watch.END, "status", () -> detail.apply(view)));
        client.end();
    }

    private void begin(EventStream client, String caller, ExecutionHandle execution) {
        Watch watch = watches.newWatch(detail(Optional.of(execution.workflow())));
        begin(client, caller, new Near(execution), watch, execution.watch(watch));
    }

    private void begin(EventStream client, String caller, Far execution) {
        begin(client, caller, execution, watches.newWatch(detail(Optional.empty())), execution.begin());
    }

    private void begin(EventStream client, String caller, Watched execution, Watch watch, ExecutionView view) {
        client.offer(watch.picture(view));
        if (view.status().isFinal()) {
            watch.ended(view);
        } else {
            watches.add(caller, execution, watch);
        }
        if (!watch.connect(client, 0)) {
            client.end(); // more happened meanwhile than is remembered; it comes back
        }
    }

    private Function<ExecutionView, Map<String, @Nullable Object>> detail(Optional<Workflow> workflow) {
        return view -> form.detail(view, workflow);
    }

    /** Ends every stream. */
    @Override
    public void close() {
        watches.close();
    }

    /** Refused because as many clients watch as may. */
    static Failure tooMany() {
        return Failure.of(Refusal.UNAVAILABLE, "too many clients watch executions; try again later")
                .withHeader("Retry-After", "10");
    }
}
