package dev.millrace.http.editor.workflow;

import dev.millrace.http.exchange.Spelling;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a workflow in a request, each in camelCase, however it was spelt. */
public final class WireFields {
    private static final Set<String> WORKFLOW = Set.of(
            "isEnabled",
            "isFavorite",
            "folderId",
            "orgId",
            "maxExecutionTime",
            "reentryBehavior",
            "errorWorkflowId",
            "triggerConfig",
            "triggerConfigs",
            "modifiedAt",
            "createdAt",
            "updatedAt",
            "vFlowLevel",
            "shortcutName",
            "shortcutIconRes",
            "cardIconRes",
            "cardThemeColor",
            "wasEnabledBeforePermissionsLost",
            "stepCount",
            "triggerCount");
    private static final Set<String> METADATA = Set.of("vFlowLevel");
    private static final Set<String> STEP = Set.of("moduleId", "indentationLevel", "isDisabled");

    private WireFields() {}

    /** A copy; names of parameters and unknown fields stay as they are. */
    public static Map<String, @Nullable Object> of(Map<?, ?> workflow) {
        Map<String, @Nullable Object> fields = Spelling.camelCased(workflow, WORKFLOW);
        fields.computeIfPresent("metadata", (name, value) -> inner(value, METADATA));
        fields.computeIfPresent("steps", (name, value) -> steps(value));
        fields.computeIfPresent("triggers", (name, value) -> steps(value));
        return fields;
    }

    private static Object steps(Object value) {
        // not toList(): what is no step may be null
        return value instanceof List<?> list
                ? list.stream().map(step -> inner(step, STEP)).collect(Collectors.toList())
                : value;
    }

    private static Object inner(Object value, Set<String> names) {
        return value instanceof Map<?, ?> map ? Spelling.camelCased(map, names) : value;
    }
}
