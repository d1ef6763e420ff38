package dev.millrace.http.access;

import dev.millrace.http.exchange.Permission;
import dev.millrace.store.Clock;
import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Records;
import dev.millrace.store.StoredRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps sessions until they end, as records. Thread-safe; may block. */
public final class SessionStore {
    private static final String KIND = "session";

    private final RecordStore store;
    private final Records<Session> sessions;
    private final ExpiredRecords expired;
    private final Clock clock;

    public SessionStore(RecordStore store, Clock clock) {
        this.store = store;
        this.sessions = Records.of(store, KIND, SessionStore::written, SessionStore::read);
        this.expired = new ExpiredRecords(store, KIND, clock);
        this.clock = clock;
    }

    private static RecordContent written(Session session) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", session.id());
        members.put("deviceId", session.deviceId());
        members.put("deviceName", session.deviceName());
        members.put(
                "permissions",
                session.permissions().stream()
                        .map(Permission::toString)
                        .sorted()
                        .toList());
        members.put("refreshId", session.refreshId());
        members.put("expiresAt", session.expiresAt().toEpochMilli());
        return RecordContent.of(members);
    }

    private static Session read(RecordContent content) {
        List<String> names = content.texts("permissions");
        Set<Permission> permissions = Permission.everything().stream()
                .filter(permission -> names.contains(permission.toString()))
                .collect(Collectors.toSet());
        return new Session(
                content.text("id"),
                content.text("deviceId"),
                content.text("deviceName"),
                permissions,
                content.text("refreshId"),
                Instant.ofEpochMilli(content.whole("expiresAt")));
    }

    /** Stores a new session. */
    public void add(Session session) {
        expired.remove();
        store.commit(new RecordChange.Put(expiring(sessions.of(session.id(), session), session)));
    }

    private static StoredRecord expiring(StoredRecord stored, Session session) {
        return stored.expiringAt(session.expiresAt().toEpochMilli());
    }

    /**
     * Puts {@code renewed} in the place of {@code current}, if that is what is stored.
     *
     * @return false if it was renewed by somebody else meanwhile, or has ended
     */
    public boolean replace(Session current, Session renewed) {
        return sessions.find(current.id())
                .filter(entry -> entry.value().equals(current))
                .filter(entry ->
                        store.commit(new RecordChange.Replace(expiring(sessions.changed(entry, renewed), renewed))))
                .isPresent();
    }

    public Optional<Session> find(String sessionId) {
        return sessions.find(sessionId)
                .map(Records.Entry::value)
                .filter(session -> session.expiresAt().toEpochMilli() > clock.epochMillis());
    }

    /** It ends, if there is one. */
    public void remove(String sessionId) {
        store.commit(sessions.drop(sessionId));
    }
}
