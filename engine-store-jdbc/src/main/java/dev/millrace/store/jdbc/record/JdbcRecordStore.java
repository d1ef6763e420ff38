package dev.millrace.store.jdbc.record;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoredRecord;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Row;
import dev.millrace.store.jdbc.database.Session;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records as rows. A change whose conditions do not hold writes nothing; the others of its transaction do. */
public final class JdbcRecordStore implements RecordStore {
    private static final int MAX_CHANGES = 1_000;
    private static final int MAX_NAME = 128;

    private static final String COLUMNS =
            "SELECT kind, record_key, group_name, revision, expires_at, content FROM record";
    private static final String BY_KEY = COLUMNS + " WHERE kind = ? AND record_key = ?";
    private static final String OF_KIND = COLUMNS + " WHERE kind = ? ORDER BY number";
    private static final String OF_GROUP = COLUMNS + " WHERE kind = ? AND group_name = ? ORDER BY number";
    private static final String REVISION = "SELECT revision FROM record WHERE kind = ? AND record_key = ?";
    private static final String INSERT =
            "INSERT INTO record (kind, record_key, group_name, revision, expires_at, content) VALUES (?, ?, ?, 1, ?,"
                    + " ?)";
    private static final String PUT = INSERT + " ON CONFLICT (kind, record_key) DO UPDATE SET"
            + " group_name = excluded.group_name, revision = record.revision + 1,"
            + " expires_at = excluded.expires_at, content = excluded.content";
    private static final String REPLACE = "UPDATE record SET group_name = ?, revision = revision + 1, expires_at = ?,"
            + " content = ? WHERE kind = ? AND record_key = ?";
    private static final String DELETE = "DELETE FROM record WHERE kind = ? AND record_key = ?";
    private static final String DELETE_EXPIRED = "DELETE FROM record WHERE kind = ? AND expires_at <= ?";

    private final Database database;

    public JdbcRecordStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<StoredRecord> find(String kind, String key) {
        return database.read(session -> session.first(BY_KEY, JdbcRecordStore::read, kind, key));
    }

    @Override
    public List<StoredRecord> list(String kind) {
        return database.read(session -> session.list(OF_KIND, JdbcRecordStore::read, kind));
    }

    @Override
    public List<StoredRecord> list(String kind, String group) {
        return database.read(session -> session.list(OF_GROUP, JdbcRecordStore::read, kind, group));
    }

    private static StoredRecord read(Row row) throws SQLException {
        return new StoredRecord(
                row.text("kind"),
                row.text("record_key"),
                row.text("group_name"),
                row.number("revision"),
                row.number("expires_at"),
                row.text("content"));
    }

    /** @throws IllegalArgumentException also for a kind or group of more than 128 characters */
    @Override
    public Optional<RecordChange> commit(List<RecordChange> changes) {
        List<RecordChange> checked = checked(List.copyOf(changes));
        return database.write(session -> make(checked, session));
    }

    private static List<RecordChange> checked(List<RecordChange> changes) {
        if (changes.isEmpty() || changes.size() > MAX_CHANGES) {
            throw new IllegalArgumentException("a commit has 1 to " + MAX_CHANGES + " changes, not " + changes.size());
        }
        Set<List<String>> keys = new HashSet<>();
        for (RecordChange change : changes) {
            checkLength("kind", change.kind());
            content(change).ifPresent(content -> checkLength("group", content.group()));
            if (!keys.add(List.of(change.kind(), change.key()))) {
                throw new IllegalArgumentException("a commit changes the " + change.kind() + " with the key "
                        + change.key() + " twice; change it once");
            }
        }
        return changes;
    }

    /** Indexes hold what is short only. */
    private static void checkLength(String what, String name) {
        if (name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "the " + what + " of a record has " + MAX_NAME + " characters at most, not " + name.length());
        }
    }

    private static Optional<StoredRecord> content(RecordChange change) {
        if (change instanceof RecordChange.Add add) {
            return Optional.of(add.added());
        }
        if (change instanceof RecordChange.Put put) {
            return Optional.of(put.stored());
        }
        return change instanceof RecordChange.Replace replace ? Optional.of(replace.replacement()) : Optional.empty();
    }

    private Optional<RecordChange> make(List<RecordChange> changes, Session session) throws SQLException {
        for (RecordChange change : changes) {
            if (!isPossible(change, session)) {
                return Optional.of(change);
            }
        }
        for (RecordChange change : changes) {
            make(change, session);
        }
        return Optional.empty();
    }

    private boolean isPossible(RecordChange change, Session session) throws SQLException {
        if (change instanceof RecordChange.Put || change instanceof RecordChange.Drop) {
            return true;
        }
        Optional<Long> known = session.first(
                REVISION + database.lockingRows(), row -> row.number("revision"), change.kind(), change.key());
        if (change instanceof RecordChange.Replace replace) {
            return known.equals(Optional.of(replace.replacement().revision()));
        }
        if (change instanceof RecordChange.Remove remove) {
            return known.equals(Optional.of(remove.removed().revision()));
        }
        return known.isEmpty();
    }

    private static void make(RecordChange change, Session session) throws SQLException {
        if (change instanceof RecordChange.Add add) {
            insert(INSERT, add.added(), session);
        } else if (change instanceof RecordChange.Put put) {
            insert(PUT, put.stored(), session);
        } else if (change instanceof RecordChange.Replace replace) {
            StoredRecord next = replace.replacement();
            session.update(REPLACE, next.group(), next.expiresAtMillis(), next.content(), next.kind(), next.key());
        } else {
            session.update(DELETE, change.kind(), change.key());
        }
    }

    private static void insert(String sql, StoredRecord added, Session session) throws SQLException {
        session.update(sql, added.kind(), added.key(), added.group(), added.expiresAtMillis(), added.content());
    }

    @Override
    public int removeExpired(String kind, long nowMillis) {
        return database.write(session -> session.update(DELETE_EXPIRED, kind, nowMillis));
    }
}
