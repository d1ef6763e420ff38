package dev.millrace.store;

import dev.millrace.workflow.Folder;
import java.util.List;
import java.util.Optional;

/**
 * The folders that workflows are in. Which workflow is in which folder is the workflow's to say; that a parent exists, and
 * that folders do not stand inside one another, is the caller's to see to. Thread-safe; may block.
 */
public interface FolderStore {
    Optional<Folder> find(String folderId);

    /** Stores a folder, replacing the one with its id. */
    void save(Folder folder);

    /**
     * Deletes a folder alone: what is in it stays.
     *
     * @return false if there was none
     */
    boolean delete(String folderId);

    /** All folders in the order in which they were first saved. */
    List<Folder> list();

    /** A store that ends with the process. */
    static FolderStore inMemory() {
        return new MemoryFolderStore();
    }
}
