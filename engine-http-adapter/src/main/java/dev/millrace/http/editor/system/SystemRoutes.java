package dev.millrace.http.editor.system;

import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistoryStatistics;
import dev.millrace.http.editor.DeviceFacts;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Route;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.store.Clock;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server is and how much it did, below {@code /api/v1/system}. */
public final class SystemRoutes {
    private static final String TODAY = "today";
    private static final int WEEK_DAYS = 7;
    private static final int MONTH_DAYS = 30;

    private final Millrace engine;
    private final ExecutionHistory history;
    private final Libraries libraries;
    private final DeviceFacts device;
    private final Storage storage;
    private final Clock clock;
    private final long startedAt;

    /** @param engine built with this history; the libraries are over it */
    public SystemRoutes(
            Millrace engine,
            ExecutionHistory history,
            Libraries libraries,
            DeviceFacts device,
            Storage storage,
            Clock clock) {
        this.engine = engine;
        this.history = history;
        this.libraries = libraries;
        this.device = device;
        this.storage = storage;
        this.clock = clock;
        this.startedAt = clock.epochMillis();
    }

    public List<Route> routes() {
        return List.of(
                Route.query("system.info", "/api/v1/system/info", Permission.SYSTEM_QUERY, this::info),
                Route.query("system.stats", "/api/v1/system/stats", Permission.SYSTEM_QUERY, this::statistics));
    }

    private Response info(Request request) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("brand", device.brand());
        facts.put("model", device.model());
        facts.put("manufacturer", device.manufacturer());
        facts.put("androidVersion", device.androidVersion());
        facts.put("apiLevel", device.apiLevel());
        facts.put("sdkVersion", device.sdkVersion());
        Map<String, @Nullable Object> server = new LinkedHashMap<>();
        server.put("version", HealthRoute.API_VERSION);
        server.put("startTime", startedAt);
        server.put("uptime", clock.epochMillis() - startedAt);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("device", facts);
        // those of a phone's operating system, which a server does not have
        data.put("permissions", List.of());
        data.put("capabilities", capabilities());
        data.put("server", server);
        return Envelope.ok(data);
    }

    private Map<String, @Nullable Object> capabilities() {
        Map<String, @Nullable Object> capabilities = new LinkedHashMap<>();
        capabilities.put("hasRoot", false);
        capabilities.put("hasShizuku", false);
        capabilities.put("hasCoreService", false);
        boolean runsScripts = engine.modules()
                .find("script")
                .filter(ModuleCatalogue.Entry::available)
                .isPresent();
        capabilities.put("supportedFeatures", runsScripts ? List.of("javascript_scripting") : List.of());
        return capabilities;
    }

    private Response statistics(Request request) {
        String period = request.query().option("period", List.of(TODAY, "week", "month", "all"));
        Library library = libraries.seenBy(request.principal());
        HistoryFilter seen = library.executions();
        HistoryStatistics all = history.statistics(since(period, seen));
        HistoryStatistics today = period.equals(TODAY) ? all : history.statistics(since(TODAY, seen));
        List<Workflow> workflows = library.workflows();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("workflowCount", workflows.size());
        data.put(
                "enabledWorkflowCount",
                workflows.stream().filter(Workflow::enabled).count());
        data.put("folderCount", library.folders().size());
        data.put("totalExecutions", all.total());
        data.put("todayExecutions", today.total());
        data.put("successfulExecutions", all.completed());
        data.put("failedExecutions", all.failed());
        data.put("successRate", successRate(all));
        data.put(
                "averageExecutionTime",
                all.averageDuration().map(Duration::toMillis).orElse(0L));
        data.put("storageUsage", storage.usage().form());
        data.put("memoryUsage", Usage.ofMemory(Runtime.getRuntime()).form());
        data.put(
                "topWorkflows",
                all.topWorkflows().stream().map(SystemRoutes::top).toList());
        return Envelope.ok(data);
    }

    private HistoryFilter since(String period, HistoryFilter executions) {
        return startOf(period).map(executions::startedFrom).orElse(executions);
    }

    /** The first moment that counts, by days of the server's zone; today is one of the days of a week and a month. */
    private Optional<Instant> startOf(String period) {
        int days = switch (period) {
            case TODAY -> 1;
            case "week" -> WEEK_DAYS;
            case "month" -> MONTH_DAYS;
            default -> 0;
        };
        if (days == 0) {
            return Optional.empty();
        }
        LocalDate first = Instant.ofEpochMilli(clock.epochMillis())
                .atZone(clock.zone())
                .toLocalDate()
                .minusDays(days - 1L);
        return Optional.of(first.atStartOfDay(clock.zone()).toInstant());
    }

    /** Of those that came to an end of their own; 0 where there were none. */
    private static double successRate(HistoryStatistics statistics) {
        int ended = statistics.completed() + statistics.failed();
        return ended == 0 ? 0 : (double) statistics.completed() / ended;
    }

    private static Map<String, @Nullable Object> top(HistoryStatistics.WorkflowCount workflow) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("workflowId", workflow.workflowId());
        form.put("name", workflow.workflowName());
        form.put("executionCount", workflow.executions());
        return form;
    }
}
