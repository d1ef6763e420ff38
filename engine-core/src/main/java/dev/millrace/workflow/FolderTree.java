package dev.millrace.workflow;

import dev.millrace.value.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a forest of the folders of a file: one folder per id, and no folder inside itself. */
final class FolderTree {
    private final Map<String, Folder> byId = new LinkedHashMap<>();
    private final List<Problem> problems;

    private FolderTree(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param problems told of folders with an id that is taken, and of cycles; a cycle is cut where it was found */
    static List<Folder> of(List<Folder> folders, List<Problem> problems) {
        FolderTree tree = new FolderTree(problems);
        folders.forEach(tree::add);
        tree.cutCycles();
        return List.copyOf(tree.byId.values());
    }

    private void add(Folder folder) {
        if (byId.putIfAbsent(folder.id(), folder) != null) {
            problems.add(Problem.error(
                    ProblemCode.DUPLICATE_FOLDER_ID,
                    Place.file("folders"),
                    "two folders have the id " + Excerpt.quoted(folder.id()) + "; the second was left out",
                    "give each folder an id of its own"));
        }
    }

    private void cutCycles() {
        Set<String> sound = new HashSet<>();
        for (Folder start : new ArrayList<>(byId.values())) {
            Map<String, Folder> chain = new HashMap<>();
            Optional<Folder> at = Optional.of(start);
            while (at.isPresent() && !sound.contains(at.get().id())) {
                Folder folder = at.get();
                chain.put(folder.id(), folder);
                if (folder.parentId().filter(chain::containsKey).isPresent()) {
                    cut(folder);
                    break;
                }
                at = folder.parentId().map(byId::get);
            }
            sound.addAll(chain.keySet());
        }
    }

    private void cut(Folder folder) {
        byId.put(folder.id(), folder.withParentId(Optional.empty()));
        problems.add(Problem.error(
                ProblemCode.FOLDER_CYCLE,
                Place.file("folders"),
                "the folder " + Excerpt.quoted(folder.name()) + " lies inside itself through its parentId "
                        + Excerpt.quoted(folder.parentId().orElse("")),
                "let the parentId of one of these folders be null"));
    }
}
