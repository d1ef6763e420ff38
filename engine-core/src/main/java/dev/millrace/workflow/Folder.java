package dev.millrace.workflow;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder of workflows (spec vflow-model 1.3). Folders nest through their parents. Immutable.
 *
 * @param parentId empty for a folder at the top
 * @param order position among its siblings
 * @param extras unknown fields in their order, written back
 */
public record Folder(
        String id,
        String name,
        Optional<String> parentId,
        int order,
        Instant createdAt,
        Instant modifiedAt,
        Map<String, @Nullable Object> extras) {
    public Folder {
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    public Folder withId(String newId) {
        return new Folder(newId, name, parentId, order, createdAt, modifiedAt, extras);
    }

    public Folder withName(String newName) {
        return new Folder(id, newName, parentId, order, createdAt, modifiedAt, extras);
    }

    /** @param newParent empty to move it to the top */
    public Folder withParentId(Optional<String> newParent) {
        return new Folder(id, name, newParent, order, createdAt, modifiedAt, extras);
    }
}
