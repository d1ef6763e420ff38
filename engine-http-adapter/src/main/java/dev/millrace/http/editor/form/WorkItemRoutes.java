package dev.millrace.http.editor.form;

import dev.millrace.Millrace;
import dev.millrace.WorkItemRefusedException;
import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import dev.millrace.work.Completion;
import dev.millrace.work.Decision;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemFilter;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/v1/workitems}. */
public final class WorkItemRoutes {
    private static final List<String> STATES = List.of("open", "completed", "expired", "withdrawn", "any");
    private static final int MAX_PAGE = 1_000;
    private static final int MAX_ASKED = 100_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_COMMENT = 10_000;

    private final Millrace engine;
    private final Libraries libraries;

    /** @param libraries over this engine */
    public WorkItemRoutes(Millrace engine, Libraries libraries) {
        this.engine = engine;
        this.libraries = libraries;
    }

    public List<Route> routes() {
        return List.of(
                Route.query("workitem.list", "/api/v1/workitems", Permission.OBJECT_QUERY, this::list),
                new Route(
                        "workitem.complete",
                        Method.POST,
                        "/api/v1/workitems/{workItemId}/complete",
                        Permission.OBJECT_SAVE,
                        RateClass.CHANGE,
                        this::complete));
    }

    private Response list(Request request) {
        String state = request.query().option("state", STATES);
        int limit = request.query().whole("limit", 1, MAX_PAGE, 100);
        WorkItemFilter filter = WorkItemFilter.any();
        if (!state.equals("any")) {
            filter = filter.in(WorkItem.State.valueOf(state.toUpperCase(Locale.ROOT)));
        }
        String assignee = request.query().text("assignee").orElse("");
        String executionId = request.query().text("executionId").orElse("");
        filter = assignee.isEmpty() ? filter : filter.awaiting(assignee);
        filter = executionId.isEmpty() ? filter : filter.ofExecution(executionId);
        List<Map<String, @Nullable Object>> items = list(filter, limit, libraries.seenBy(request.principal())).stream()
                .map(WorkItemRoutes::plain)
                .toList();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("workItems", items);
        data.put("total", items.size());
        return Envelope.ok(data);
    }

    /** The oldest that are seen. The store does not know whose they are, so it is asked for more until there are enough. */
    private List<WorkItem> list(WorkItemFilter filter, int limit, Library library) {
        Map<String, Boolean> seesWorkflow = new HashMap<>();
        int asked = limit;
        while (true) {
            List<WorkItem> found = engine.workItems().list(filter.atMost(asked));
            List<WorkItem> seen = found.stream()
                    .filter(item -> seesWorkflow.computeIfAbsent(item.origin().workflowId(), library::sees))
                    .limit(limit)
                    .toList();
            if (seen.size() == limit || found.size() < asked || asked == MAX_ASKED) {
                return seen;
            }
            asked = Math.min(MAX_ASKED, asked * 10);
        }
    }

    private Response complete(Request request) {
        Body body = request.body(Refusal.BAD_REQUEST);
        String by = body.requiredText("by", MAX_NAME);
        String action = body.requiredText("action", MAX_NAME);
        String comment = body.text("comment", MAX_COMMENT).orElse("");
        Map<String, @Nullable Object> values = body.object("values");
        body.check();
        try {
            Completion completion = new Completion(by, action, comment, values);
            refuseHidden(request);
            return Envelope.ok(
                    "Work item completed", plain(engine.workItems().complete(request.path("workItemId"), completion)));
        } catch (WorkItemRefusedException e) {
            throw refused(e);
        } catch (IllegalArgumentException e) {
            throw Failure.of(Refusal.BAD_REQUEST, "Bad request: " + e.getMessage());
        }
    }

    private void refuseHidden(Request request) {
        Library library = libraries.seenBy(request.principal());
        if (engine.workItems()
                .find(request.path("workItemId"))
                .filter(item -> !library.sees(item.origin().workflowId()))
                .isPresent()) {
            throw Failure.of(EditorError.WORK_ITEM_NOT_FOUND);
        }
    }

    private static Failure refused(WorkItemRefusedException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return switch (refusal.reason()) {
            case UNKNOWN_ITEM -> Failure.of(EditorError.WORK_ITEM_NOT_FOUND);
            case NOT_OPEN, ANSWERED -> Failure.of(EditorError.WORK_ITEM_SETTLED, message);
            case NOT_ASSIGNED, UNKNOWN_ACTION -> Failure.of(Refusal.BAD_REQUEST, message);
        };
    }

    private static Map<String, @Nullable Object> plain(WorkItem item) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("id", item.id());
        plain.put("executionId", item.origin().executionId());
        plain.put("workflowId", item.origin().workflowId());
        plain.put("stepId", item.origin().stepId());
        for (String ofObject : List.of("schemaCode", "bizObjectId")) { // of one in the workflow of a form
            if (item.assignment().data().get(ofObject) instanceof String text) {
                plain.put(ofObject, text);
            }
        }
        plain.put("kind", item.assignment().kind().name().toLowerCase(Locale.ROOT));
        plain.put("name", item.assignment().name());
        plain.put("assignees", item.assignment().assignees());
        plain.put("mode", item.assignment().mode().name().toLowerCase(Locale.ROOT));
        plain.put("actions", item.assignment().actions());
        plain.put("data", item.assignment().data());
        plain.put("state", item.state().name().toLowerCase(Locale.ROOT));
        plain.put("decisions", item.decisions().stream().map(Decision::plain).toList());
        plain.put("createdAt", item.createdAt().toEpochMilli());
        Instant due = item.dueAt();
        plain.put("dueAt", due == null ? null : due.toEpochMilli());
        return plain;
    }
}
