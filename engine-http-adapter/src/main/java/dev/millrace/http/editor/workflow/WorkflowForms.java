package dev.millrace.http.editor.workflow;

import dev.millrace.workflow.About;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workflows as the API writes them. Thread-safe. */
final class WorkflowForms {
    private static final String METADATA = "metadata";

    private final TriggerConfigs triggerConfigs;

    WorkflowForms(TriggerConfigs triggerConfigs) {
        this.triggerConfigs = triggerConfigs;
    }

    /** One of a list. */
    Map<String, @Nullable Object> item(Workflow workflow) {
        About about = workflow.about();
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        putIdentity(workflow, item);
        item.put("stepCount", workflow.steps().size());
        item.put("triggerCount", workflow.triggers().size());
        item.put("modifiedAt", workflow.modifiedAt().toEpochMilli());
        item.put("tags", about.tags());
        item.put("version", about.version());
        item.put("triggerConfig", triggerConfigs.of(workflow));
        item.put("maxExecutionTime", workflow.maxExecutionSeconds());
        item.put("author", about.author());
        item.put("vFlowLevel", about.level());
        return item;
    }

    private static void putIdentity(Workflow workflow, Map<String, @Nullable Object> form) {
        form.put("id", workflow.id());
        form.put("name", workflow.name());
        form.put("description", workflow.about().description());
        form.put("isEnabled", workflow.enabled());
        form.put("isFavorite", workflow.favorite());
        form.put("folderId", workflow.folderId().orElse(null));
        form.put("order", workflow.order());
    }

    /**
     * All of a workflow: the fields of document 001, with the triggers at the head of the steps, then those of the stored
     * form that it does not have.
     *
     * @param writer says how parameters are written
     */
    Map<String, @Nullable Object> detail(Workflow workflow, WorkflowWriter writer) {
        Map<String, @Nullable Object> detail = new LinkedHashMap<>();
        putIdentity(workflow, detail);
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        workflow.triggers().forEach(trigger -> steps.add(writer.fields(trigger)));
        workflow.steps().forEach(step -> steps.add(writer.fields(step)));
        detail.put("steps", steps);
        detail.put("triggerConfig", triggerConfigs.of(workflow));
        detail.put("modifiedAt", workflow.modifiedAt().toEpochMilli());
        detail.put("version", workflow.about().version());
        detail.put("maxExecutionTime", workflow.maxExecutionSeconds());
        detail.put(METADATA, metadata(workflow));
        writer.fields(workflow).forEach(detail::putIfAbsent);
        return detail;
    }

    private static Map<String, @Nullable Object> metadata(Workflow workflow) {
        About about = workflow.about();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("author", about.author());
        metadata.put("homepage", about.homepage());
        metadata.put("vFlowLevel", about.level());
        metadata.put("tags", about.tags());
        metadata.put("description", about.description());
        if (workflow.extras().get(METADATA) instanceof Map<?, ?> unknown) {
            unknown.forEach((name, value) -> metadata.putIfAbsent(String.valueOf(name), value));
        }
        return metadata;
    }
}
