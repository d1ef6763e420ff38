package dev.millrace.workflow;

import static dev.millrace.workflow.Problem.Severity.WARNING;

import dev.millrace.value.Excerpt;
import dev.millrace.value.NearestName;
import java.util.List;
import java.util.Map;

/** The fields of a workflow that mean something; all others are kept as they are. */
final class KnownFields {
    private static final List<String> ALL = List.of(
            "id",
            "name",
            "steps",
            "triggers",
            "triggerConfig",
            "triggerConfigs",
            "isEnabled",
            "isFavorite",
            "folderId",
            "order",
            "maxExecutionTime",
            "reentryBehavior",
            "errorWorkflowId",
            "modifiedAt",
            "metadata",
            "_meta",
            "version",
            "vFlowLevel",
            "description",
            "author",
            "homepage",
            "tags",
            "shortcutName",
            "shortcutIconRes",
            "cardIconRes",
            "cardThemeColor",
            "wasEnabledBeforePermissionsLost");

    /** Each costs a comparison with all known names. */
    private static final int MAX_COMPARED = 100;

    private KnownFields() {}

    /** False for an object that was meant to be something else: it has fields, but none of a workflow. */
    static boolean isWorkflow(Map<?, ?> object) {
        return object.isEmpty() || ALL.stream().anyMatch(object::containsKey);
    }

    /** A field that is nearly called like one that is missing was probably meant to be that one. */
    static void reportMisspelled(Map<?, ?> object, Fields fields) {
        List<String> missing =
                ALL.stream().filter(name -> !object.containsKey(name)).toList();
        fields.rest().keySet().stream()
                .filter(field -> !ALL.contains(field))
                .limit(MAX_COMPARED)
                .forEach(written -> {
                    String meant = NearestName.of(written, missing);
                    if (meant != null) {
                        fields.report(
                                WARNING,
                                ProblemCode.UNKNOWN_FIELD,
                                written,
                                "a workflow has no field " + Excerpt.quoted(written)
                                        + "; it is kept, but means nothing",
                                "write " + meant);
                    }
                });
    }
}
