package dev.millrace.store.jdbc.execution;

import dev.millrace.store.Clock;
import dev.millrace.store.ExecutionLostException;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.StoreException;
import dev.millrace.store.StoredExecution;
import dev.millrace.store.jdbc.database.Change;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Ids;
import dev.millrace.store.jdbc.database.LargeText;
import dev.millrace.store.jdbc.database.Row;
import dev.millrace.store.jdbc.database.Session;
import dev.millrace.workflow.Workflow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Journals as rows, of each execution the newest snapshot and what follows it. The changes of many executions go to the
 * server together and are committed together.
 */
public final class JdbcExecutionStore implements ExecutionStore {
    private static final String INSERT =
            "INSERT INTO journal (execution_id, number, kind, workflow_id, definition_hash,"
                    + " content) VALUES (?, ?, ?, ?, ?, ?)";
    /** Of an execution of which it is not known whether it has a journal, and only if it has. */
    private static final String INSERT_CHANGE = "INSERT INTO journal (execution_id, number, kind, workflow_id,"
            + " definition_hash, content) SELECT execution_id, ?, ?, workflow_id, definition_hash, ? FROM journal"
            + " WHERE execution_id = ? AND kind = 'SNAPSHOT' ORDER BY number LIMIT 1"; // the first row; no need to look
    // at more

    private static final String DELETE = "DELETE FROM journal WHERE execution_id = ?";
    private static final String FIND = "SELECT execution_id, number, kind, workflow_id, definition_hash, content"
            + " FROM journal WHERE execution_id = ? ORDER BY number";
    private static final String FIND_ALL = "SELECT execution_id, number, kind, workflow_id, definition_hash, content"
            + " FROM journal WHERE execution_id BETWEEN ? AND ? ORDER BY execution_id, number";
    private static final int READ_AT_ONCE = 500;
    private static final String IDS = "SELECT DISTINCT execution_id FROM journal ORDER BY execution_id";

    private final Database database;
    private final Fence fence;
    private final Definitions definitions;
    private final KnownJournals known = new KnownJournals();

    public JdbcExecutionStore(Database database) {
        this(database, Fence.NONE);
    }

    public JdbcExecutionStore(Database database, Fence fence) {
        this(database, fence, Clock.system());
    }

    /** @param clock by which definitions grow old */
    JdbcExecutionStore(Database database, Fence fence, Clock clock) {
        this.database = database;
        this.fence = fence;
        this.definitions = new Definitions(database, clock);
    }

    /** @throws IllegalArgumentException if an id has more than 512 characters */
    @Override
    public CompletableFuture<Void> append(JournalRecord entry) {
        Ids.checked("execution", entry.executionId());
        LargeText content = LargeText.of(entry.content());
        return durable(entry.executionId(), session -> {
            if (!isOurs(entry, session)) {
                return false;
            }
            if (entry.kind() == JournalRecord.Kind.SNAPSHOT) {
                session.update(DELETE, entry.executionId());
                insert(entry, content, session);
                known.add(entry.executionId());
            } else if (known.contains(entry.executionId())) {
                insert(entry, content, session);
            } else {
                session.append(INSERT_CHANGE, entry.number(), entry.kind().name(), content, entry.executionId());
            }
            return true;
        });
    }

    private boolean isOurs(JournalRecord entry, Session session) throws SQLException {
        return entry.number() == 1 ? fence.begins(entry, session) : fence.holds(entry.executionId(), session);
    }

    private static void insert(JournalRecord entry, LargeText content, Session session) throws SQLException {
        session.append(
                INSERT,
                entry.executionId(),
                entry.number(),
                entry.kind().name(),
                entry.workflowId(),
                entry.definitionHash(),
                content);
    }

    @Override
    public CompletableFuture<Void> remove(String executionId) {
        return durable(executionId, session -> {
            if (!fence.holds(executionId, session)) {
                return false;
            }
            session.update(DELETE, executionId);
            known.remove(executionId);
            fence.ends(executionId, session);
            return true;
        });
    }

    private CompletableFuture<Void> durable(String executionId, Change<Boolean> change) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        try {
            database.submitUntilMade(change).whenComplete((made, failure) -> {
                if (Boolean.TRUE.equals(made)) {
                    durable.complete(null);
                    return;
                }
                known.remove(executionId);
                if (failure == null) {
                    durable.completeExceptionally(
                            new ExecutionLostException(executionId, "another engine has it, or had it"));
                } else {
                    durable.completeExceptionally(lost(executionId, failure));
                }
            });
        } catch (StoreException closed) {
            durable.completeExceptionally(lost(executionId, closed));
        }
        return durable;
    }

    private static ExecutionLostException lost(String executionId, Throwable failure) {
        ExecutionLostException lost = new ExecutionLostException(executionId, String.valueOf(failure.getMessage()));
        lost.initCause(failure);
        return lost;
    }

    /** By the writer, behind all that was appended before. */
    @Override
    public Optional<StoredExecution> find(String executionId) {
        return journal(executionId, database.write(session -> records(executionId, session)));
    }

    @Override
    public void forEach(Consumer<StoredExecution> action) {
        List<String> ids = database.write(session -> session.list(IDS, row -> row.text("execution_id")));
        for (int from = 0; from < ids.size(); from += READ_AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + READ_AT_ONCE));
            read(some).forEach((id, records) -> journal(id, records).ifPresent(action));
        }
    }

    /** Of ids in order; those that were removed meanwhile are left out, and those that came in between are not asked for. */
    private Map<String, List<Stored>> read(List<String> ids) {
        Map<String, List<Stored>> byId = new LinkedHashMap<>();
        ids.forEach(id -> byId.put(id, new ArrayList<>()));
        String first = ids.get(0);
        String last = ids.get(ids.size() - 1);
        List<Stored> all = database.read(session -> session.list(FIND_ALL, Stored::of, first, last));
        for (Stored stored : all) {
            List<Stored> records = byId.get(stored.executionId());
            if (records != null) {
                records.add(stored);
            }
        }
        return byId;
    }

    private static List<Stored> records(String executionId, Session session) throws SQLException {
        return session.list(FIND, Stored::of, executionId);
    }

    private Optional<StoredExecution> journal(String executionId, List<Stored> records) {
        return records.isEmpty()
                ? Optional.empty()
                : database.decoded(
                        "execution",
                        executionId,
                        () -> new StoredExecution(
                                records.stream().map(Stored::decoded).toList()));
    }

    private record Stored(
            String executionId, String workflowId, String definitionHash, long number, String kind, LargeText content) {
        static Stored of(Row row) throws SQLException {
            return new Stored(
                    row.text("execution_id"),
                    row.text("workflow_id"),
                    row.text("definition_hash"),
                    row.number("number"),
                    row.text("kind"),
                    row.largeText("content"));
        }

        JournalRecord decoded() {
            return new JournalRecord(
                    executionId, workflowId, definitionHash, number, JournalRecord.Kind.valueOf(kind), content.text());
        }
    }

    /** @throws StoreException also if JSON does not give it back, such as one with half a surrogate pair in a text */
    @Override
    public void keep(Workflow definition) {
        definitions.keep(definition);
    }

    /** @throws StoreException as {@link #keep} */
    @Override
    public void keepFor(String executionId, Workflow called) {
        definitions.keepFor(executionId, called);
    }

    @Override
    public Optional<Workflow> definition(String contentHash) {
        return definitions.find(contentHash);
    }
}
