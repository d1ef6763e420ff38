package dev.millrace.store.jdbc.workflow;

import dev.millrace.store.StoreException;
import dev.millrace.store.WorkflowStore;
import dev.millrace.store.jdbc.content.WorkflowText;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Ids;
import dev.millrace.store.jdbc.database.Row;
import dev.millrace.workflow.Workflow;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Workflows as the texts that their writer makes. */
public final class JdbcWorkflowStore implements WorkflowStore {
    private static final String FIND = "SELECT id, content FROM workflow WHERE id = ?";
    private static final String LIST = "SELECT id, content FROM workflow ORDER BY number";
    private static final String SAVE = "INSERT INTO workflow (id, content) VALUES (?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET content = excluded.content";
    private static final String DELETE = "DELETE FROM workflow WHERE id = ?";

    private final Database database;

    public JdbcWorkflowStore(Database database) {
        this.database = database;
    }

    private record Stored(String id, String content) {
        static Stored of(Row row) throws SQLException {
            return new Stored(row.text("id"), row.text("content"));
        }
    }

    @Override
    public Optional<Workflow> find(String workflowId) {
        return database.read(session -> session.first(FIND, Stored::of, workflowId))
                .flatMap(this::decoded);
    }

    @Override
    public List<Workflow> list() {
        return database.read(session -> session.list(LIST, Stored::of)).stream()
                .flatMap(stored -> decoded(stored).stream())
                .toList();
    }

    private Optional<Workflow> decoded(Stored stored) {
        return database.decoded("workflow", stored.id(), () -> WorkflowText.read(stored.content()));
    }

    /**
     * @throws IllegalArgumentException if its id has more than 512 characters
     * @throws StoreException also if JSON does not give it back, such as one with half a surrogate pair in a text
     */
    @Override
    public void save(Workflow workflow) {
        String id = Ids.checked("workflow", workflow.id());
        String content = WorkflowText.write(workflow);
        database.write(session -> session.update(SAVE, id, content));
    }

    @Override
    public boolean delete(String workflowId) {
        return database.write(session -> session.update(DELETE, workflowId)) > 0;
    }
}
