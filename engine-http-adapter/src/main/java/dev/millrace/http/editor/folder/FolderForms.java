package dev.millrace.http.editor.folder;

import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folders as the API writes them. */
final class FolderForms {
    private FolderForms() {}

    /** One of a list; what is deeper than the folder itself does not count. */
    static Map<String, @Nullable Object> item(Folder folder, FolderTree tree) {
        Map<String, @Nullable Object> item = head(folder, tree);
        putTimes(folder, item);
        return item;
    }

    /** A folder with what is directly in it. */
    static Map<String, @Nullable Object> detail(Folder folder, FolderTree tree) {
        Map<String, @Nullable Object> detail = head(folder, tree);
        detail.put(
                "workflows",
                tree.workflows(folder.id()).stream().map(FolderForms::workflow).toList());
        detail.put(
                "subfolders",
                tree.subfolders(folder.id()).stream()
                        .map(FolderForms::subfolder)
                        .toList());
        putTimes(folder, detail);
        return detail;
    }

    private static Map<String, @Nullable Object> head(Folder folder, FolderTree tree) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("id", folder.id());
        form.put("name", folder.name());
        form.put("parentId", folder.parentId().orElse(null));
        form.put("order", folder.order());
        form.put("workflowCount", tree.workflows(folder.id()).size());
        form.put("subfolderCount", tree.subfolders(folder.id()).size());
        return form;
    }

    private static void putTimes(Folder folder, Map<String, @Nullable Object> form) {
        form.put("createdAt", folder.createdAt().toEpochMilli());
        form.put("modifiedAt", folder.modifiedAt().toEpochMilli());
    }

    private static Map<String, @Nullable Object> workflow(Workflow workflow) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("id", workflow.id());
        form.put("name", workflow.name());
        form.put("isEnabled", workflow.enabled());
        form.put("order", workflow.order());
        return form;
    }

    private static Map<String, @Nullable Object> subfolder(Folder folder) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("id", folder.id());
        form.put("name", folder.name());
        form.put("order", folder.order());
        return form;
    }
}
