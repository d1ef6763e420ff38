package dev.millrace.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Folders under new ids and names, and where each old id went. */
record FolderImport(List<Folder> folders, Map<String, String> newIds) {
    static FolderImport of(List<Folder> old, Set<String> takenNames, Supplier<String> ids) {
        Map<String, String> newIds = new LinkedHashMap<>();
        old.forEach(folder -> newIds.put(folder.id(), ids.get()));
        Set<String> taken = new HashSet<>(takenNames);
        Map<String, Integer> nextNumber = new LinkedHashMap<>();
        List<Folder> renamed = new ArrayList<>();
        for (Folder folder : old) {
            String name = free(folder.name(), taken, nextNumber);
            taken.add(name);
            renamed.add(folder.withId(newIds.getOrDefault(folder.id(), folder.id()))
                    .withName(name)
                    .withParentId(renamed(folder.parentId(), newIds)));
        }
        return new FolderImport(List.copyOf(renamed), newIds);
    }

    // the next number is remembered, so that thousands of folders of one name cost no more than any others
    private static String free(String name, Set<String> taken, Map<String, Integer> nextNumber) {
        if (!taken.contains(name)) {
            return name;
        }
        int number = nextNumber.getOrDefault(name, 2);
        while (taken.contains(name + " (" + number + ")")) {
            number++;
        }
        nextNumber.put(name, number + 1);
        return name + " (" + number + ")";
    }

    private static Optional<String> renamed(Optional<String> id, Map<String, String> newIds) {
        return id.map(newIds::get);
    }

    Workflow move(Workflow workflow) {
        return workflow.withFolderId(renamed(workflow.folderId(), newIds));
    }
}
