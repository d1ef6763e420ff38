package dev.millrace.workflow;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes workflows and folders in each of the shapes {@link WorkflowReader} reads. Immutable and thread-safe.
 *
 * <p>Reading what was written gives an equal workflow. Fields without a value are left out, unknown fields come last, whole
 * numbers have no {@code .0}. Each parameter is written as it was read, plainly or as {@code {type, value}}, unless
 * {@link #plain()} or {@link #typed()} says otherwise. What cannot be written plainly (dates, points, pictures, and
 * dictionaries that look like {@code {type, value}}) is always typed.
 */
public final class WorkflowWriter {
    private enum Form {
        AS_READ,
        PLAIN,
        TYPED
    }

    private final Form form;
    private final boolean indented;

    private WorkflowWriter(Form form, boolean indented) {
        this.form = form;
        this.indented = indented;
    }

    /** Compact, with parameters as they were read. */
    public static WorkflowWriter create() {
        return new WorkflowWriter(Form.AS_READ, false);
    }

    /** A writer of plain parameters, for files (spec vflow-model K2). */
    public WorkflowWriter plain() {
        return new WorkflowWriter(Form.PLAIN, indented);
    }

    /** A writer of {@code {type, value}} parameters, for the editor API (K2). */
    public WorkflowWriter typed() {
        return new WorkflowWriter(Form.TYPED, indented);
    }

    /** A writer of text for people, with a line feed at the end. */
    public WorkflowWriter indented() {
        return new WorkflowWriter(form, true);
    }

    /** One workflow as it is stored (section 1.1). */
    public String stored(Workflow workflow) {
        return text(fields(workflow));
    }

    /** One workflow as a file of its own: {@code _meta} and its fields at one level (section 1.6). */
    public String exported(Workflow workflow) {
        return text(exportedFields(workflow));
    }

    /** {@code {"folder": …, "workflows": […]}}. */
    public String folderFile(Folder folder, List<Workflow> workflows) {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("folder", fields(folder));
        file.put("workflows", workflows.stream().map(this::exportedFields).toList());
        return text(file);
    }

    /** {@code {"workflows": […], "folders": […]}}. */
    public String backup(List<Workflow> workflows, List<Folder> folders) {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("workflows", workflows.stream().map(this::fields).toList());
        file.put("folders", folders.stream().map(this::fields).toList());
        return text(file);
    }

    /** An array of workflows in the stored form. */
    public String list(List<Workflow> workflows) {
        return text(workflows.stream().map(this::fields).toList());
    }

    private String text(Object json) {
        return indented ? JsonWriter.indented(json) : JsonWriter.compact(json);
    }

    /** The stored form (section 1.1) as plain JSON values, for those who write JSON themselves. */
    public Map<String, @Nullable Object> fields(Workflow workflow) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        putFields(workflow, json);
        workflow.extras().forEach(json::putIfAbsent);
        return json;
    }

    /** As {@link #fields(Workflow)}, of the exported form (section 1.6): with {@code _meta}. */
    public Map<String, @Nullable Object> exportedFields(Workflow workflow) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("_meta", meta(workflow));
        putFields(workflow, json);
        workflow.extras().forEach(json::putIfAbsent);
        return json;
    }

    private void putFields(Workflow workflow, Map<String, @Nullable Object> json) {
        DeviceFields device = workflow.deviceFields();
        json.put("id", workflow.id());
        json.put("name", workflow.name());
        json.put("triggers", steps(workflow.triggers()));
        json.put("steps", steps(workflow.steps()));
        json.put("isEnabled", workflow.enabled());
        json.put("isFavorite", workflow.favorite());
        json.put("wasEnabledBeforePermissionsLost", device.enabledBeforePermissionsLost());
        putIfPresent("folderId", workflow.folderId(), json);
        json.put("order", workflow.order());
        putIfPresent("shortcutName", device.shortcutName(), json);
        putIfPresent("shortcutIconRes", device.shortcutIcon(), json);
        json.put("cardIconRes", device.cardIcon());
        json.put("cardThemeColor", device.cardThemeColor());
        json.put("modifiedAt", workflow.modifiedAt().toEpochMilli());
        putAbout(workflow.about(), json);
        putIfPresent("maxExecutionTime", Optional.ofNullable(workflow.maxExecutionSeconds()), json);
        json.put("reentryBehavior", workflow.reentry().id());
        putIfPresent("errorWorkflowId", workflow.errorWorkflowId(), json);
    }

    private static void putAbout(About about, Map<String, @Nullable Object> json) {
        json.put("version", about.version());
        json.put("vFlowLevel", about.level());
        json.put("description", about.description());
        json.put("author", about.author());
        json.put("homepage", about.homepage());
        json.put("tags", about.tags());
    }

    private static Map<String, @Nullable Object> meta(Workflow workflow) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put("id", workflow.id());
        meta.put("name", workflow.name());
        putAbout(workflow.about(), meta);
        var date = workflow.modifiedAt().atOffset(ZoneOffset.UTC).toLocalDate();
        meta.put("updated_at", date.toString());
        meta.put("modified_at", workflow.modifiedAt().toEpochMilli());
        if (workflow.extras().get("_meta") instanceof Map<?, ?> unknown) {
            unknown.forEach((key, value) -> meta.putIfAbsent(String.valueOf(key), value));
        }
        return meta;
    }

    private static void putIfPresent(String name, Optional<?> value, Map<String, @Nullable Object> json) {
        value.ifPresent(present -> json.put(name, present));
    }

    private List<Map<String, @Nullable Object>> steps(List<Step> steps) {
        List<Map<String, @Nullable Object>> json = new ArrayList<>(steps.size());
        steps.forEach(step -> json.add(fields(step)));
        return json;
    }

    /** A step (section 1.2) as plain JSON values. */
    public Map<String, @Nullable Object> fields(Step step) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        step.parameters().forEach((input, value) -> parameters.put(input, parameter(step, input, value)));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", step.id());
        json.put("moduleId", step.moduleId());
        json.put("indentationLevel", step.indentationLevel());
        json.put("parameters", parameters);
        if (step.disabled()) {
            json.put("isDisabled", true);
        }
        step.extras().forEach(json::putIfAbsent);
        return json;
    }

    private @Nullable Object parameter(Step step, String input, @Nullable Object value) {
        Object written = step.typedForm(input);
        if (written != null && form != Form.PLAIN) {
            return written;
        }
        return form == Form.TYPED || TypedForm.needsType(value) ? TypedForm.wrap(value) : value;
    }

    /** A folder (section 1.3) as plain JSON values. */
    public Map<String, @Nullable Object> fields(Folder folder) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", folder.id());
        json.put("name", folder.name());
        putIfPresent("parentId", folder.parentId(), json);
        json.put("order", folder.order());
        json.put("createdAt", folder.createdAt().toEpochMilli());
        json.put("modifiedAt", folder.modifiedAt().toEpochMilli());
        folder.extras().forEach(json::putIfAbsent);
        return json;
    }
}
