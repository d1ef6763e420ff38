package dev.millrace.http.application;

import java.util.List;
import java.util.Optional;

/**
 * Keeps applications. Thread-safe; may block. Changes come one at a time from one server; a store that several servers
 * share refuses a second application with the same {@code appId} itself.
 */
public interface ApplicationStore {
    Optional<Application> find(String id);

    /** Asked with every signed call: should not take long. */
    Optional<Application> findByAppId(String appId);

    /** All of them, in the order in which they were made. */
    List<Application> all();

    /** Stores one, in the place of the one with its id. */
    void put(Application application);

    /** @return false if there was none */
    boolean remove(String id);

    /** A store that ends with the process. */
    static ApplicationStore inMemory() {
        return new MemoryApplicationStore();
    }
}
