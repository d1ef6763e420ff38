package dev.millrace.store.jdbc.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.store.ExecutionSnapshot;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.SnapshotJson;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Ids;
import dev.millrace.store.jdbc.database.Row;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;

/** Snapshots as the JSON that {@link SnapshotJson} makes. */
public final class JdbcExecutionStore implements ExecutionStore {
    private static final String FIND = "SELECT execution_id, content FROM snapshot WHERE execution_id = ?";
    private static final String ALL = "SELECT execution_id, content FROM snapshot";
    private static final String SAVE = "INSERT INTO snapshot (execution_id, workflow_id, content) VALUES (?, ?, ?)"
            + " ON CONFLICT (execution_id) DO UPDATE SET workflow_id = excluded.workflow_id,"
            + " content = excluded.content";
    private static final String REMOVE = "DELETE FROM snapshot WHERE execution_id = ?";

    private final Database database;

    public JdbcExecutionStore(Database database) {
        this.database = database;
    }

    private record Stored(String executionId, String content) {
        static Stored of(Row row) throws SQLException {
            return new Stored(row.text("execution_id"), row.text("content"));
        }
    }

    /** @throws IllegalArgumentException if its id has more than 512 characters */
    @Override
    public void save(ExecutionSnapshot snapshot) {
        String id = Ids.checked("execution", snapshot.executionId());
        String content = new String(SnapshotJson.write(snapshot), UTF_8);
        database.write(session -> session.update(SAVE, id, snapshot.workflowId(), content));
    }

    @Override
    public Optional<ExecutionSnapshot> find(String executionId) {
        return database.read(session -> session.first(FIND, Stored::of, executionId))
                .flatMap(this::decoded);
    }

    @Override
    public void remove(String executionId) {
        database.write(session -> session.update(REMOVE, executionId));
    }

    @Override
    public Collection<ExecutionSnapshot> all() {
        return database.read(session -> session.list(ALL, Stored::of)).stream()
                .flatMap(stored -> decoded(stored).stream())
                .toList();
    }

    private Optional<ExecutionSnapshot> decoded(Stored stored) {
        return database.decoded(
                "execution",
                stored.executionId(),
                () -> SnapshotJson.read(stored.content().getBytes(UTF_8)));
    }
}
