package dev.millrace.http.editor.folder;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.workflow.CopyName;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Query;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes a folder, and what is in it or not (spec vflow-model 7.7): everything below it goes with {@code
 * deleteWorkflows=true}, which counts if both are asked for; what is directly in it goes elsewhere with {@code
 * moveWorkflowsTo}; without either, only an empty folder can be deleted.
 */
final class FolderDeletion {
    private final Library library;
    private final Folder folder;
    private final FolderTree tree;
    private int workflowsDeleted;
    private int workflowsMoved;

    private FolderDeletion(Library library, Folder folder) {
        this.library = library;
        this.folder = folder;
        this.tree = FolderTree.of(library);
    }

    /** @throws Failure if it may not be deleted so; nothing is changed then */
    static FolderDeletion of(Folder folder, Library library, Query query) {
        FolderDeletion deletion = new FolderDeletion(library, folder);
        Optional<String> target = query.text("moveWorkflowsTo");
        if (query.truth("deleteWorkflows", false)) {
            deletion.refuseHidden(deletion.tree.within(folder));
            deletion.deleteAll();
        } else if (target.isPresent()) {
            deletion.refuseHidden(List.of(folder));
            deletion.moveTo(library.folder(target.get()));
        } else {
            deletion.refuseContent();
            deletion.refuseHidden(List.of(folder));
            library.delete(folder);
        }
        return deletion;
    }

    int workflowsDeleted() {
        return workflowsDeleted;
    }

    int workflowsMoved() {
        return workflowsMoved;
    }

    private void refuseContent() {
        int workflows = tree.workflows(folder.id()).size();
        int subfolders = tree.subfolders(folder.id()).size();
        if (workflows + subfolders > 0) {
            throw Failure.of(EditorError.FOLDER_NOT_EMPTY)
                    .with("folderId", folder.id())
                    .with("workflowCount", workflows)
                    .with("subfolderCount", subfolders)
                    .with("fix", "send deleteWorkflows=true or moveWorkflowsTo=<folder id>");
        }
    }

    /** What the caller does not see can be neither deleted nor moved, and would be left in a folder that is gone. */
    private void refuseHidden(List<Folder> folders) {
        if (folders.stream().anyMatch(library::hidesIn)) {
            throw Failure.of(EditorError.FOLDER_NOT_EMPTY, "Folder holds workflows of other organizations")
                    .with("folderId", folder.id());
        }
    }

    private void deleteAll() {
        for (Folder inside : tree.within(folder)) {
            for (Workflow workflow : tree.workflows(inside.id())) {
                library.delete(workflow);
                workflowsDeleted++;
            }
            library.delete(inside);
        }
    }

    private void moveTo(Folder target) {
        if (tree.isWithin(target.id(), folder)) {
            throw Failure.of(
                            Refusal.BAD_REQUEST,
                            "query parameter moveWorkflowsTo must not be the folder itself or a folder in it")
                    .with("parameter", "moveWorkflowsTo");
        }
        for (Workflow workflow : tree.workflows(folder.id())) {
            library.save(workflow.withFolderId(Optional.of(target.id())));
            workflowsMoved++;
        }
        moveSubfolders(target);
        library.delete(folder);
    }

    private void moveSubfolders(Folder target) {
        Set<String> taken = new HashSet<>(
                tree.subfolders(target.id()).stream().map(Folder::name).collect(Collectors.toSet()));
        for (Folder subfolder : tree.subfolders(folder.id())) {
            String name = taken.contains(subfolder.name())
                    ? CopyName.of(subfolder.name(), taken::contains)
                    : subfolder.name();
            taken.add(name);
            library.save(subfolder.withName(name).withParentId(Optional.of(target.id())));
        }
    }
}
