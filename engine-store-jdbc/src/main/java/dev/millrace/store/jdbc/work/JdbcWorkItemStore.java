package dev.millrace.store.jdbc.work;

import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Ids;
import dev.millrace.store.jdbc.database.Row;
import dev.millrace.store.jdbc.database.Session;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.work.WorkItemStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Work items as rows, with a row for each person who may answer one now. */
public final class JdbcWorkItemStore implements WorkItemStore {
    private static final String COLUMNS = "SELECT number, id, content FROM work_item";
    private static final String FIND = COLUMNS + " WHERE id = ?";
    private static final String INSERT = "INSERT INTO work_item (id, state, execution_id, content) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (id) DO NOTHING";
    private static final String UPDATE =
            "UPDATE work_item SET state = ?, execution_id = ?, content = ? WHERE number = ?";
    private static final String AWAIT = "INSERT INTO work_item_awaits (person, item_number) VALUES (?, ?)";
    private static final String AWAIT_NOBODY = "DELETE FROM work_item_awaits WHERE item_number = ?";
    private static final String SETTLE = "UPDATE work_item SET settled_number ="
            + " (SELECT COALESCE(MAX(settled_number), 0) + 1 FROM work_item WHERE settled_number IS NOT NULL)"
            + " WHERE number = ?";
    private static final String PRUNE = "DELETE FROM work_item WHERE settled_number IS NOT NULL AND settled_number <="
            + " (SELECT MAX(settled_number) FROM work_item WHERE settled_number IS NOT NULL) - ?";

    private final Database database;
    private final int maxSettled;

    /** @param maxSettled how many are kept that are not open any more, the newest ones */
    public JdbcWorkItemStore(Database database, int maxSettled) {
        this.database = database;
        this.maxSettled = maxSettled;
    }

    private record Stored(long number, String id, String content) {
        static Stored of(Row row) throws SQLException {
            return new Stored(row.number("number"), row.text("id"), row.text("content"));
        }
    }

    /** @throws IllegalArgumentException if an id or a person has more than 512 characters */
    @Override
    public WorkItem add(WorkItem item) {
        Ids.checked("work item", item.id());
        Ids.checked("execution", item.origin().executionId());
        item.assignment().assignees().forEach(person -> Ids.checked("person", person));
        String content = WorkItemJson.write(item);
        boolean added = database.write(session -> add(item, content, session));
        return added ? item : find(item.id()).orElse(item);
    }

    private static boolean add(WorkItem item, String content, Session session) throws SQLException {
        int rows = session.update(
                INSERT, item.id(), item.state().name(), item.origin().executionId(), content);
        if (rows > 0) {
            long number = session.number("SELECT number FROM work_item WHERE id = ?", item.id());
            await(item, number, session);
        }
        return rows > 0;
    }

    private static void await(WorkItem item, long number, Session session) throws SQLException {
        for (String person : item.assignment().assignees().stream().distinct().toList()) {
            if (item.awaits(person)) {
                session.append(AWAIT, person, number);
            }
        }
    }

    @Override
    public Optional<WorkItem> find(String id) {
        return database.read(session -> session.first(FIND, Stored::of, id)).flatMap(this::decoded);
    }

    private Optional<WorkItem> decoded(Stored stored) {
        return database.decoded("work item", stored.id(), () -> WorkItemJson.read(stored.id(), stored.content()));
    }

    @Override
    public boolean replace(WorkItem known, WorkItem changed) {
        String expected = WorkItemJson.write(known);
        String content = WorkItemJson.write(changed);
        return database.write(session -> {
            Optional<Stored> stored = session.first(FIND + database.lockingRows(), Stored::of, known.id());
            if (stored.filter(found -> isSame(found, expected, known)).isEmpty()) {
                return false;
            }
            replace(stored.get().number(), known, changed, content, session);
            return true;
        });
    }

    /** What is equal is most often written in the same way. */
    private boolean isSame(Stored stored, String expected, WorkItem known) {
        return stored.content().equals(expected)
                || decoded(stored).filter(known::equals).isPresent();
    }

    private void replace(long number, WorkItem known, WorkItem changed, String content, Session session)
            throws SQLException {
        session.update(UPDATE, changed.state().name(), changed.origin().executionId(), content, number);
        session.update(AWAIT_NOBODY, number);
        await(changed, number, session);
        if (known.isOpen() && !changed.isOpen()) {
            session.update(SETTLE, number);
            session.update(PRUNE, maxSettled);
        }
    }

    @Override
    public List<WorkItem> list(WorkItemFilter filter) {
        StringBuilder sql = new StringBuilder(COLUMNS);
        List<@Nullable Object> values = new ArrayList<>();
        if (filter.awaiting() != null) {
            sql.append(" JOIN work_item_awaits ON item_number = number AND person = ?");
            values.add(filter.awaiting());
        }
        sql.append(" WHERE 1 = 1");
        if (filter.state() != null) {
            sql.append(" AND state = ?");
            values.add(filter.state().name());
        }
        if (filter.executionId() != null) {
            sql.append(" AND execution_id = ?");
            values.add(filter.executionId());
        }
        sql.append(" ORDER BY number LIMIT ?");
        values.add(filter.max());
        return database.read(session -> session.list(sql.toString(), Stored::of, values.toArray())).stream()
                .flatMap(stored -> decoded(stored).stream())
                .toList();
    }
}
