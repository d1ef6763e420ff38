package dev.millrace.http.editor.folder;

import dev.millrace.http.editor.workflow.Library;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which folders and workflows are in which folder, at one moment. Immutable. */
final class FolderTree {
    private static final String TOP = "";

    private final List<Folder> all;
    private final Map<String, List<Folder>> subfolders = new HashMap<>();
    private final Map<String, List<Workflow>> workflows = new HashMap<>();

    private FolderTree(List<Folder> folders) {
        this.all = folders;
    }

    static FolderTree of(Library library) {
        FolderTree tree = new FolderTree(library.folders().stream()
                .sorted(Comparator.comparingInt(Folder::order))
                .toList());
        for (Folder folder : tree.all) {
            tree.subfolders
                    .computeIfAbsent(folder.parentId().orElse(TOP), unused -> new ArrayList<>())
                    .add(folder);
        }
        library.workflows().stream()
                .sorted(Comparator.comparingInt(Workflow::order))
                .forEach(workflow -> tree.workflows
                        .computeIfAbsent(workflow.folderId().orElse(TOP), unused -> new ArrayList<>())
                        .add(workflow));
        return tree;
    }

    /** Every folder, in order. */
    List<Folder> all() {
        return all;
    }

    /** The folders at the top, in order. */
    List<Folder> top() {
        return subfolders.getOrDefault(TOP, List.of());
    }

    /** The folders directly in a folder, in order. */
    List<Folder> subfolders(String folderId) {
        return subfolders.getOrDefault(folderId, List.of());
    }

    /** The workflows directly in a folder, in order. */
    List<Workflow> workflows(String folderId) {
        return workflows.getOrDefault(folderId, List.of());
    }

    /** A folder and all below it, each before what is in it. Ends even if stored folders stand inside one another. */
    List<Folder> within(Folder folder) {
        Map<String, Folder> found = new LinkedHashMap<>();
        Deque<Folder> open = new ArrayDeque<>(List.of(folder));
        while (!open.isEmpty()) {
            Folder next = open.removeFirst();
            if (found.putIfAbsent(next.id(), next) == null) {
                open.addAll(subfolders(next.id()));
            }
        }
        return List.copyOf(found.values());
    }

    boolean isWithin(String folderId, Folder folder) {
        return within(folder).stream().anyMatch(inside -> inside.id().equals(folderId));
    }
}
