package dev.millrace.http.editor.execution;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistoryPage;
import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Query;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import dev.millrace.module.LogLevel;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import dev.millrace.store.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/v1/executions}. */
public final class ExecutionRoutes {
    private static final String PATH = "/api/v1/executions";
    private static final String ONE = PATH + "/{executionId}";
    private static final int MAX_PAGE = 1_000;
    private static final int HISTORY_PAGE = 20;
    private static final int LOG_PAGE = 100;

    private final Millrace engine;
    private final ExecutionHistory history;
    private final Libraries libraries;
    private final ExecutionForm form;
    private final Clock clock;

    /** @param engine built with a history */
    public ExecutionRoutes(Millrace engine, ExecutionHistory history, Libraries libraries, Clock clock) {
        this.engine = engine;
        this.history = history;
        this.libraries = libraries;
        this.form = new ExecutionForm(engine.modules());
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.query("execution.get", ONE, Permission.EXECUTION_QUERY, this::detail),
                new Route(
                        "execution.stop",
                        Method.POST,
                        ONE + "/stop",
                        Permission.EXECUTION_CANCEL,
                        RateClass.CHANGE,
                        this::stop),
                Route.query("execution.logs", ONE + "/logs", Permission.EXECUTION_QUERY, this::logs),
                Route.query("execution.list", PATH, Permission.EXECUTION_QUERY, this::list),
                Route.change(Method.DELETE, "execution.delete", PATH, Permission.EXECUTION_DELETE, this::delete));
    }

    private KnownExecutions executions(Request request) {
        return KnownExecutions.in(library(request), engine, history);
    }

    private Library library(Request request) {
        return libraries.seenBy(request.principal());
    }

    private Response detail(Request request) {
        String id = request.path("executionId");
        KnownExecutions executions = executions(request);
        Optional<ExecutionHandle> running = executions.running(id);
        ExecutionView view = running.map(ExecutionHandle::view).orElseGet(() -> executions.view(id));
        return Envelope.ok(form.detail(view, running.map(ExecutionHandle::workflow)));
    }

    private Response stop(Request request) {
        String id = request.path("executionId");
        KnownExecutions executions = executions(request);
        if (!executions.stop(id)) {
            throw over(executions.view(id));
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("executionId", id);
        data.put("stoppedAt", clock.epochMillis());
        data.put("status", ExecutionStatus.CANCELLED.id());
        return Envelope.ok("Execution stopped", data);
    }

    private static Failure over(ExecutionView view) {
        return Failure.of(EditorError.EXECUTION_STOPPED)
                .with("executionId", view.id())
                .with("status", view.status().id());
    }

    private Response logs(Request request) {
        Query query = request.query();
        List<String> levels = Stream.of(LogLevel.values()).map(LogLevel::id).toList();
        Optional<String> level = query.text("level").map(written -> query.option("level", levels));
        OptionalLong step = query.whole("stepIndex", -1, Integer.MAX_VALUE);
        int limit = query.whole("limit", 1, MAX_PAGE, LOG_PAGE);
        int offset = query.whole("offset", 0, Integer.MAX_VALUE, 0);
        List<LogEntry> entries = new ArrayList<>(
                executions(request).view(request.path("executionId")).log());
        entries.removeIf(entry -> level.isPresent() && !entry.level().id().equals(level.get())
                || step.isPresent() && entry.stepIndex() != step.getAsLong());
        List<LogEntry> page = entries.stream().skip(offset).limit(limit).toList();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("logs", ExecutionForm.logs(page));
        data.put("total", entries.size());
        data.put("limit", limit);
        data.put("offset", offset);
        return Envelope.ok(data);
    }

    private Response list(Request request) {
        Query query = request.query();
        int limit = query.whole("limit", 1, MAX_PAGE, HISTORY_PAGE);
        int offset = query.whole("offset", 0, Integer.MAX_VALUE, 0);
        HistoryPage page = history.list(filter(query, library(request)), offset, limit);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(
                "executions",
                page.executions().stream().map(ExecutionForm::summary).toList());
        data.put("total", page.total());
        data.put("limit", limit);
        data.put("offset", offset);
        return Envelope.ok(data);
    }

    private static HistoryFilter filter(Query query, Library library) {
        HistoryFilter filter = ofWorkflow(query.text("workflowId"), library);
        if (query.text("status").isPresent()) {
            String status = query.option("status", STATUSES);
            filter = filter.in(ExecutionStatus.valueOf(status.toUpperCase(Locale.ROOT)));
        }
        OptionalLong from = query.whole("startDate", 0, Long.MAX_VALUE);
        if (from.isPresent()) {
            filter = filter.startedFrom(Instant.ofEpochMilli(from.getAsLong()));
        }
        OptionalLong to = query.whole("endDate", 0, Long.MAX_VALUE);
        if (to.isPresent()) {
            filter = filter.startedTo(Instant.ofEpochMilli(to.getAsLong()));
        }
        return filter;
    }

    private static HistoryFilter ofWorkflow(Optional<String> workflowId, Library library) {
        return workflowId.map(library::executionsOf).orElseGet(library::executions);
    }

    private static final List<String> STATUSES = List.of(
            ExecutionStatus.RUNNING.id(),
            ExecutionStatus.COMPLETED.id(),
            ExecutionStatus.FAILED.id(),
            ExecutionStatus.CANCELLED.id(),
            ExecutionStatus.TIMEOUT.id());

    /** Conditions combine; without any, nothing is deleted by mistake. */
    private Response delete(Request request) {
        Query query = request.query();
        Optional<String> execution = query.text("executionId");
        Optional<String> workflow = query.text("workflowId");
        OptionalLong olderThan = query.whole("olderThan", 0, Long.MAX_VALUE);
        if (execution.isEmpty() && workflow.isEmpty() && olderThan.isEmpty()) {
            throw Failure.of(
                    Refusal.BAD_REQUEST,
                    "say which executions to delete: executionId, workflowId or olderThan (milliseconds)");
        }
        HistoryFilter filter = ofWorkflow(workflow, library(request));
        if (execution.isPresent()) {
            filter = filter.ofExecution(execution.get());
        }
        if (olderThan.isPresent()) {
            filter =
                    filter.startedTo(Instant.ofEpochMilli(olderThan.getAsLong()).minusMillis(1));
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("deletedCount", history.delete(filter));
        return Envelope.ok("Execution history deleted", data);
    }
}
