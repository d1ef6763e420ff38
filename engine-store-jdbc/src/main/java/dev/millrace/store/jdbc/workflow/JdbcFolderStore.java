package dev.millrace.store.jdbc.workflow;

import dev.millrace.store.FolderStore;
import dev.millrace.store.jdbc.content.ContentJson;
import dev.millrace.store.jdbc.content.StoredFields;
import dev.millrace.store.jdbc.content.UnreadableContentException;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Ids;
import dev.millrace.store.jdbc.database.Row;
import dev.millrace.value.ExactJson;
import dev.millrace.workflow.Folder;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folders with all their fields; the writer of workflow files would round their times. */
public final class JdbcFolderStore implements FolderStore {
    private static final String FIND = "SELECT id, content FROM folder WHERE id = ?";
    private static final String LIST = "SELECT id, content FROM folder ORDER BY number";
    private static final String SAVE = "INSERT INTO folder (id, content) VALUES (?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET content = excluded.content";
    private static final String DELETE = "DELETE FROM folder WHERE id = ?";

    private final Database database;

    public JdbcFolderStore(Database database) {
        this.database = database;
    }

    private record Stored(String id, String content) {
        static Stored of(Row row) throws SQLException {
            return new Stored(row.text("id"), row.text("content"));
        }
    }

    @Override
    public Optional<Folder> find(String folderId) {
        return database.read(session -> session.first(FIND, Stored::of, folderId))
                .flatMap(this::decoded);
    }

    @Override
    public List<Folder> list() {
        return database.read(session -> session.list(LIST, Stored::of)).stream()
                .flatMap(stored -> decoded(stored).stream())
                .toList();
    }

    private Optional<Folder> decoded(Stored stored) {
        return database.decoded("folder", stored.id(), () -> read(stored));
    }

    private static Folder read(Stored stored) throws UnreadableContentException {
        StoredFields fields = ContentJson.read(stored.content());
        return new Folder(
                stored.id(),
                fields.text("name"),
                fields.optionalText("parentId"),
                fields.whole("order"),
                fields.instant("createdAt"),
                fields.instant("modifiedAt"),
                fields.dictionary("extras"));
    }

    private static String write(Folder folder) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", folder.name());
        fields.put("parentId", folder.parentId().orElse(null));
        fields.put("order", folder.order());
        fields.put("createdAt", folder.createdAt().toString());
        fields.put("modifiedAt", folder.modifiedAt().toString());
        fields.put("extras", ExactJson.encode(folder.extras()));
        return ContentJson.write(fields);
    }

    /** @throws IllegalArgumentException if its id has more than 512 characters */
    @Override
    public void save(Folder folder) {
        String id = Ids.checked("folder", folder.id());
        String content = write(folder);
        database.write(session -> session.update(SAVE, id, content));
    }

    @Override
    public boolean delete(String folderId) {
        return database.write(session -> session.update(DELETE, folderId)) > 0;
    }
}
