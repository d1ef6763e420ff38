package dev.millrace.launcher;

import dev.millrace.ExecutionResult;
import dev.millrace.observe.ExecutionError;
import dev.millrace.value.TypedValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code run} prints of an execution that is over; the order of the fields is part of the format. */
final class ResultJson {
    private ResultJson() {}

    static Map<String, @Nullable Object> of(String executionId, ExecutionResult result, Duration duration) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("executionId", executionId);
        fields.put("status", result.status().id());
        fields.put("outputs", outputs(result.view().outputs()));
        fields.put("variables", typed(result.variables()));
        fields.put("output", JsonText.plain(result.output()));
        fields.put("error", result.error().map(ResultJson::error).orElse(null));
        fields.put("duration", duration.toMillis());
        return fields;
    }

    private static Map<String, @Nullable Object> outputs(Map<String, Map<String, @Nullable Object>> bySteps) {
        Map<String, @Nullable Object> steps = new LinkedHashMap<>();
        bySteps.forEach((step, outputs) -> steps.put(step, typed(outputs)));
        return steps;
    }

    private static Map<String, @Nullable Object> typed(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> wrapped = new LinkedHashMap<>();
        values.forEach((name, value) -> wrapped.put(name, TypedValue.wrap(value)));
        return wrapped;
    }

    private static Map<String, @Nullable Object> error(ExecutionError error) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("title", error.title());
        fields.put("message", error.message());
        fields.put("stepId", error.stepId().isEmpty() ? null : error.stepId());
        fields.put("stepIndex", error.stepIndex() < 0 ? null : error.stepIndex());
        return fields;
    }
}
