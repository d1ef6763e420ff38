package dev.millrace.store.jdbc.history;

import dev.millrace.module.LogLevel;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import dev.millrace.store.jdbc.content.ContentJson;
import dev.millrace.store.jdbc.content.StoredFields;
import dev.millrace.store.jdbc.content.UnreadableContentException;
import dev.millrace.value.ExactJson;
import dev.millrace.value.PlainValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A view of an execution as JSON text. */
final class ViewJson {
    private ViewJson() {}

    static String write(ExecutionView view) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("workflowId", view.workflowId());
        fields.put("workflowName", view.workflowName());
        fields.put("triggeredBy", view.triggeredBy());
        fields.put("callerId", view.callerId());
        fields.put("status", view.status().name());
        fields.put("startedAt", view.startedAt().map(Instant::toString).orElse(null));
        fields.put("completedAt", view.completedAt().map(Instant::toString).orElse(null));
        fields.put("currentSteps", view.currentSteps());
        fields.put("totalSteps", view.totalSteps());
        fields.put("outputs", ExactJson.encode(view.outputs()));
        fields.put("variables", ExactJson.encode(view.variables()));
        fields.put("output", ExactJson.encode(view.output()));
        fields.put("outputSet", view.outputSet());
        fields.put("returnValue", ExactJson.encode(view.returnValue()));
        fields.put("error", fields(view.error()));
        fields.put("log", view.log().stream().map(ViewJson::fields).toList());
        fields.put("truncated", view.truncated().stream().map(Enum::name).toList());
        return ContentJson.write(fields);
    }

    private static @Nullable Map<String, @Nullable Object> fields(@Nullable ExecutionError error) {
        if (error == null) {
            return null;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("title", error.title());
        fields.put("message", error.message());
        fields.put("stepId", error.stepId());
        fields.put("stepIndex", error.stepIndex());
        fields.put("code", error.code());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(LogEntry entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", entry.timestamp().toString());
        fields.put("level", entry.level().name());
        fields.put("stepIndex", entry.stepIndex());
        fields.put("moduleId", entry.moduleId());
        fields.put("branch", entry.branch());
        fields.put("message", entry.message());
        fields.put("details", ExactJson.encode(entry.details()));
        return fields;
    }

    static ExecutionView read(String id, String json) throws UnreadableContentException {
        StoredFields fields = ContentJson.read(json);
        StoredFields error = fields.optionalObject("error").orElse(null);
        return new ExecutionView(
                id,
                fields.text("workflowId"),
                fields.text("workflowName"),
                fields.text("triggeredBy"),
                fields.text("callerId"),
                fields.constant("status", ExecutionStatus.class),
                fields.optionalInstant("startedAt"),
                fields.optionalInstant("completedAt"),
                fields.wholes("currentSteps"),
                fields.whole("totalSteps"),
                outputs(fields),
                fields.dictionary("variables"),
                fields.value("output"),
                fields.flag("outputSet"),
                fields.value("returnValue"),
                error == null ? null : error(error),
                log(fields),
                fields.constants("truncated", ExecutionView.Part.class));
    }

    private static Map<String, Map<String, @Nullable Object>> outputs(StoredFields fields)
            throws UnreadableContentException {
        Map<String, Map<String, @Nullable Object>> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> step :
                fields.dictionary("outputs").entrySet()) {
            if (!(step.getValue() instanceof Map<?, ?> ofStep)) {
                throw new UnreadableContentException("the outputs of a step are no dictionary");
            }
            outputs.put(step.getKey(), PlainValue.dictionary(ofStep));
        }
        return Collections.unmodifiableMap(outputs);
    }

    private static ExecutionError error(StoredFields fields) throws UnreadableContentException {
        return new ExecutionError(
                fields.text("title"),
                fields.text("message"),
                fields.text("stepId"),
                fields.whole("stepIndex"),
                fields.whole("code"));
    }

    static String writeLog(List<LogEntry> entries) {
        return ContentJson.write(
                Map.of("log", entries.stream().map(ViewJson::fields).toList()));
    }

    static List<LogEntry> readLog(String json) throws UnreadableContentException {
        return log(ContentJson.read(json));
    }

    private static List<LogEntry> log(StoredFields fields) throws UnreadableContentException {
        List<LogEntry> log = new ArrayList<>();
        for (StoredFields entry : fields.objects("log")) {
            log.add(new LogEntry(
                    entry.instant("timestamp"),
                    entry.constant("level", LogLevel.class),
                    entry.whole("stepIndex"),
                    entry.text("moduleId"),
                    entry.text("branch"),
                    entry.text("message"),
                    entry.dictionary("details")));
        }
        return Collections.unmodifiableList(log);
    }
}
