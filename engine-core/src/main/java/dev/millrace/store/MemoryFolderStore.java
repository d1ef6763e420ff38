package dev.millrace.store;

import dev.millrace.workflow.Folder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class MemoryFolderStore implements FolderStore {
    private final Map<String, Folder> folders = Collections.synchronizedMap(new LinkedHashMap<>());

    @Override
    public Optional<Folder> find(String folderId) {
        return Optional.ofNullable(folders.get(folderId));
    }

    @Override
    public void save(Folder folder) {
        folders.put(folder.id(), folder);
    }

    @Override
    public boolean delete(String folderId) {
        return folders.remove(folderId) != null;
    }

    @Override
    public List<Folder> list() {
        synchronized (folders) {
            return List.copyOf(folders.values());
        }
    }
}
