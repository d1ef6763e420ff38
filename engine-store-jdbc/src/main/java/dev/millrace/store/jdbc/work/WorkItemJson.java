package dev.millrace.store.jdbc.work;

import dev.millrace.store.jdbc.content.ContentJson;
import dev.millrace.store.jdbc.content.StoredFields;
import dev.millrace.store.jdbc.content.UnreadableContentException;
import dev.millrace.value.ExactJson;
import dev.millrace.work.Assignment;
import dev.millrace.work.Decision;
import dev.millrace.work.WorkItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A work item as JSON text. */
final class WorkItemJson {
    private WorkItemJson() {}

    static String write(WorkItem item) {
        Assignment assignment = item.assignment();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("executionId", item.origin().executionId());
        fields.put("workflowId", item.origin().workflowId());
        fields.put("stepId", item.origin().stepId());
        fields.put("kind", assignment.kind().name());
        fields.put("name", assignment.name());
        fields.put("assignees", assignment.assignees());
        fields.put("mode", assignment.mode().name());
        fields.put("actions", assignment.actions());
        fields.put("data", ExactJson.encode(assignment.data()));
        fields.put("state", item.state().name());
        fields.put(
                "decisions", item.decisions().stream().map(WorkItemJson::fields).toList());
        fields.put("createdAt", item.createdAt().toString());
        fields.put("dueAt", text(item.dueAt()));
        return ContentJson.write(fields);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static Map<String, @Nullable Object> fields(Decision decision) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("action", decision.action());
        fields.put("by", decision.by());
        fields.put("comment", decision.comment());
        fields.put("values", ExactJson.encode(decision.values()));
        fields.put("at", decision.at().toString());
        return fields;
    }

    static WorkItem read(String id, String json) throws UnreadableContentException {
        StoredFields fields = ContentJson.read(json);
        List<Decision> decisions = new ArrayList<>();
        for (StoredFields decision : fields.objects("decisions")) {
            decisions.add(decision(decision));
        }
        return new WorkItem(
                id,
                new WorkItem.Origin(fields.text("executionId"), fields.text("workflowId"), fields.text("stepId")),
                assignment(fields),
                fields.constant("state", WorkItem.State.class),
                decisions,
                fields.instant("createdAt"),
                fields.optionalInstant("dueAt").orElse(null));
    }

    private static Assignment assignment(StoredFields fields) throws UnreadableContentException {
        return new Assignment(
                fields.constant("kind", Assignment.Kind.class),
                fields.text("name"),
                fields.texts("assignees"),
                fields.constant("mode", Assignment.Mode.class),
                fields.texts("actions"),
                fields.dictionary("data"));
    }

    private static Decision decision(StoredFields fields) throws UnreadableContentException {
        return new Decision(
                fields.text("action"),
                fields.optionalText("by").orElse(null),
                fields.text("comment"),
                fields.dictionary("values"),
                fields.instant("at"));
    }
}
