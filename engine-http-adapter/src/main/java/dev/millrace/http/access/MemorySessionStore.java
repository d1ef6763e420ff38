package dev.millrace.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.store.Clock;
import java.util.Optional;

final class MemorySessionStore implements SessionStore {
    private static final int MAX_SESSIONS = 100_000;

    private final Clock clock;
    private final Cache<String, Session> sessions =
            Caffeine.newBuilder().maximumSize(MAX_SESSIONS).build();

    MemorySessionStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void add(Session session) {
        sessions.put(session.id(), session);
    }

    @Override
    public boolean replace(Session current, Session renewed) {
        return sessions.asMap().replace(current.id(), current, renewed);
    }

    @Override
    public Optional<Session> find(String sessionId) {
        Session session = sessions.getIfPresent(sessionId);
        if (session != null && session.expiresAt().toEpochMilli() <= clock.epochMillis()) {
            sessions.invalidate(sessionId);
            return Optional.empty();
        }
        return Optional.ofNullable(session);
    }

    @Override
    public boolean remove(String sessionId) {
        return sessions.asMap().remove(sessionId) != null;
    }
}
