package dev.millrace.http.editor.transfer;

import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workflows as files hold them: parameters are plain (spec vflow-model K2). */
enum ExportForms {
    WHOLE,
    /** What a workflow is, and not what it does. */
    WITHOUT_STEPS;

    private static final WorkflowWriter WRITER = WorkflowWriter.create().plain();

    static ExportForms of(boolean includeSteps) {
        return includeSteps ? WHOLE : WITHOUT_STEPS;
    }

    /** The stored form. */
    Map<String, @Nullable Object> stored(Workflow workflow) {
        return parts(WRITER.fields(workflow));
    }

    /** The form of a file of its own (spec vflow-model 1.6). */
    Map<String, @Nullable Object> file(Workflow workflow) {
        return parts(WRITER.exportedFields(workflow));
    }

    private Map<String, @Nullable Object> parts(Map<String, @Nullable Object> fields) {
        if (this == WITHOUT_STEPS) {
            fields.keySet().removeAll(List.of("triggers", "steps"));
        }
        return fields;
    }

    static List<Map<String, @Nullable Object>> folders(List<Folder> folders) {
        return folders.stream().map(WRITER::fields).toList();
    }
}
