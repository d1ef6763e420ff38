package dev.millrace.http.access;

import dev.millrace.store.Clock;
import java.util.Optional;

/** Keeps sessions until they end. Thread-safe; may block. */
public interface SessionStore {
    /** Stores a new session. */
    void add(Session session);

    /**
     * Puts {@code renewed} in the place of {@code current}, if that is what is stored.
     *
     * @return false if it was renewed by somebody else meanwhile, or has ended
     */
    boolean replace(Session current, Session renewed);

    Optional<Session> find(String sessionId);

    /** @return false if there was none */
    boolean remove(String sessionId);

    /** A store that ends with the process, of at most a hundred thousand sessions; the least used go first. */
    static SessionStore inMemory(Clock clock) {
        return new MemorySessionStore(clock);
    }
}
