package dev.millrace.http.editor.execution;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.http.exchange.Json;
import dev.millrace.http.exchange.JsonForm;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.ExecutionView.Part;
import dev.millrace.observe.LogEntry;
import dev.millrace.value.TypedValue;
import dev.millrace.value.ValueType;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Executions as the API writes them. Times are milliseconds since the epoch, durations milliseconds. */
public final class ExecutionForm {
    private static final String RUNNING = "running";
    // written once for each output: encoded beforehand
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString VALUE = new SerializedString("value");
    private static final Map<ValueType, SerializableString> TYPES = new EnumMap<>(ValueType.class);

    static {
        for (ValueType type : ValueType.values()) {
            TYPES.put(type, new SerializedString(type.id()));
        }
    }

    private final ModuleCatalogue modules;

    public ExecutionForm(ModuleCatalogue modules) {
        this.modules = modules;
    }

    /**
     * The whole of an execution.
     *
     * @param workflow what it runs; empty if it is not known any more, and then nor is its step
     */
    public Map<String, @Nullable Object> detail(ExecutionView view, Optional<Workflow> workflow) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("executionId", view.id());
        form.put("workflowId", view.workflowId());
        form.put("workflowName", view.workflowName());
        form.put("status", status(view));
        form.put("triggeredBy", view.triggeredBy());
        if (!view.callerId().isEmpty()) {
            form.put("callerId", view.callerId());
        }
        form.put("currentStepIndex", currentStep(view));
        form.put("totalSteps", view.totalSteps());
        form.put(
                "currentStep",
                workflow.flatMap(definition -> step(definition, view)).orElse(null));
        form.putAll(Times.of(view).form());
        form.put("outputs", outputs(view));
        form.put("error", error(view.error()));
        form.put("variables", typed(view.variables()));
        List<String> truncated = truncated(view);
        if (!truncated.isEmpty()) {
            form.put("truncated", truncated);
        }
        return form;
    }

    /** The members of which only the beginning was kept. */
    private static List<String> truncated(ExecutionView view) {
        return Stream.of(Part.OUTPUTS, Part.VARIABLES)
                .filter(view.truncated()::contains)
                .map(part -> part.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** A parked execution is {@code running} here (decision D6). */
    static String status(ExecutionView view) {
        return view.status().isFinal() ? view.status().id() : RUNNING;
    }

    /** Where it stands: of several branches the first; after the last step, the number of steps. */
    private static int currentStep(ExecutionView view) {
        ExecutionError error = view.error();
        if (error != null && error.stepIndex() >= 0) {
            return error.stepIndex();
        }
        return view.currentSteps().isEmpty()
                ? view.totalSteps()
                : view.currentSteps().get(0);
    }

    private Optional<Map<String, @Nullable Object>> step(Workflow workflow, ExecutionView view) {
        int index = currentStep(view);
        if (view.status().isFinal() || index >= workflow.steps().size()) {
            return Optional.empty();
        }
        Step step = workflow.steps().get(index);
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("id", step.id());
        form.put("moduleId", step.moduleId());
        form.put(
                "name",
                modules.find(step.moduleId())
                        .map(entry -> entry.descriptor().name().chinese())
                        .orElse(step.moduleId()));
        return Optional.of(form);
    }

    /** What somebody gets who waited for its good end. */
    static JsonForm result(ExecutionView view) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("executionId", view.id());
            json.writeStringField("status", view.status().id());
            Times.of(view).writeTo(json);
            json.writeFieldName("outputs");
            outputs(view).writeTo(json);
            json.writeEndObject();
        };
    }

    /** Step id → output id → {@code {type, value}}, of the steps that gave outputs. */
    static JsonForm outputs(ExecutionView view) {
        return json -> {
            json.writeStartObject();
            for (Map.Entry<String, Map<String, @Nullable Object>> step :
                    view.outputs().entrySet()) {
                if (!step.getValue().isEmpty()) {
                    json.writeFieldName(step.getKey());
                    typed(step.getValue()).writeTo(json);
                }
            }
            json.writeEndObject();
        };
    }

    /** Name → {@code {type, value}}. */
    public static JsonForm typed(Map<String, @Nullable Object> values) {
        return json -> {
            json.writeStartObject();
            for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
                json.writeFieldName(entry.getKey());
                json.writeStartObject();
                json.writeFieldName(TYPE);
                json.writeString(Objects.requireNonNull(TYPES.get(TypedValue.type(entry.getValue()))));
                json.writeFieldName(VALUE);
                Json.write(TypedValue.json(entry.getValue()), json);
                json.writeEndObject();
            }
            json.writeEndObject();
        };
    }

    static @Nullable Map<String, @Nullable Object> error(@Nullable ExecutionError error) {
        if (error == null) {
            return null;
        }
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("title", error.title());
        form.put("message", error.message());
        form.put("stepId", error.stepId().isEmpty() ? null : error.stepId());
        form.put("stepIndex", error.stepIndex() < 0 ? null : error.stepIndex());
        return form;
    }

    /** An element of the history. */
    static Map<String, @Nullable Object> summary(ExecutionSummary execution) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("executionId", execution.executionId());
        form.put("workflowId", execution.workflowId());
        form.put("workflowName", execution.workflowName());
        form.put("status", execution.status().id());
        form.putAll(Times.of(execution).form());
        form.put("triggeredBy", execution.triggeredBy());
        if (execution.error() != null) {
            form.put("error", execution.error());
        }
        return form;
    }

    public static List<Map<String, @Nullable Object>> logs(List<LogEntry> entries) {
        return entries.stream().map(ExecutionForm::log).toList();
    }

    public static Map<String, @Nullable Object> log(LogEntry entry) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("timestamp", entry.timestamp().toEpochMilli());
        form.put("level", entry.level().id());
        form.put("stepIndex", entry.stepIndex());
        form.put("moduleId", entry.moduleId());
        if (!entry.branch().isEmpty()) {
            form.put("branch", entry.branch());
        }
        form.put("message", entry.message());
        form.put("details", entry.details());
        return form;
    }
}
