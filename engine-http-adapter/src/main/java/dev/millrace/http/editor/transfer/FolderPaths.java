package dev.millrace.http.editor.transfer;

import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folders that workflows lie in, up to the top. */
final class FolderPaths {
    private FolderPaths() {}

    /** Each folder once; a folder that does not exist ends the way up. */
    static List<Folder> of(List<Workflow> workflows, List<Folder> folders) {
        Map<String, Folder> byId = new HashMap<>();
        folders.forEach(folder -> byId.put(folder.id(), folder));
        Map<String, Folder> found = new LinkedHashMap<>();
        for (Workflow workflow : workflows) {
            Optional<Folder> at = workflow.folderId().map(byId::get);
            while (at.isPresent() && found.putIfAbsent(at.get().id(), at.get()) == null) {
                at = at.get().parentId().map(byId::get);
            }
        }
        return List.copyOf(found.values());
    }
}
