package dev.millrace.store.jdbc.workflow;

import dev.millrace.store.StoreException;
import dev.millrace.store.WorkflowStore;
import dev.millrace.store.jdbc.content.UnreadableContentException;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Ids;
import dev.millrace.store.jdbc.database.Row;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowFile;
import dev.millrace.workflow.WorkflowLimits;
import dev.millrace.workflow.WorkflowReader;
import dev.millrace.workflow.WorkflowWriter;
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

    private static final WorkflowWriter WRITER = WorkflowWriter.create();
    /** What may be larger than a file from elsewhere: whoever saved it has been asked already. */
    private static final WorkflowReader READER = WorkflowReader.create()
            .withLimits(new WorkflowLimits(
                    Integer.MAX_VALUE,
                    500,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    WorkflowLimits.DEFAULT.maxDigits(),
                    1,
                    1,
                    Integer.MAX_VALUE));

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
        return database.decoded("workflow", stored.id(), () -> read(stored.content()));
    }

    private static Workflow read(String content) throws UnreadableContentException {
        List<WorkflowFile.Entry> entries = READER.read(content).entries();
        if (entries.size() != 1) {
            throw new UnreadableContentException("the content is no workflow");
        }
        return entries.get(0).workflow();
    }

    /**
     * @throws IllegalArgumentException if its id has more than 512 characters
     * @throws StoreException also if it is one that JSON does not give back, such as one with half a surrogate pair in a text
     */
    @Override
    public void save(Workflow workflow) {
        String id = Ids.checked("workflow", workflow.id());
        String content = WRITER.stored(workflow);
        if (!givesBack(content, workflow)) {
            throw new StoreException(
                    "the workflow " + id + " cannot be stored: what is written would not be read as the"
                            + " same again. Fix: look for texts that are no Unicode, and for values that are no JSON");
        }
        database.write(session -> session.update(SAVE, id, content));
    }

    private static boolean givesBack(String content, Workflow workflow) {
        try {
            return read(content).equals(workflow);
        } catch (UnreadableContentException e) {
            return false;
        }
    }

    @Override
    public boolean delete(String workflowId) {
        return database.write(session -> session.update(DELETE, workflowId)) > 0;
    }
}
