package dev.millrace.http.application;

import dev.millrace.store.RecordStore;
import java.util.List;
import java.util.Optional;

/** Keeps applications. Thread-safe; may block. No two have one {@code appId}, whoever stores them at the same time. */
public interface ApplicationStore {
    /** The kind of the records that hold secure keys; a store that seals what is secret seals it. */
    String SECRET_KIND = "application-secret";

    /** What became of an application that was to be stored. */
    enum Outcome {
        STORED,
        /** Another one is stored by now than was expected; nothing is changed. */
        STALE,
        /** Another application has the {@code appId}; nothing is changed. */
        APP_ID_TAKEN
    }

    Optional<Application> find(String id);

    /** Asked with every signed call: should not take long. */
    Optional<Application> findByAppId(String appId);

    /** All of them, in the order in which they were made. */
    List<Application> all();

    /**
     * Stores an application in the place of the one with its id.
     *
     * @param expected what is stored, as far as the writer knows; empty for nothing
     */
    Outcome replace(Optional<Application> expected, Application changed);

    /** Removes an application; false, and nothing changes, if another is stored by now. */
    boolean remove(Application expected);

    /** A store that ends with the process. */
    static ApplicationStore inMemory() {
        return over(RecordStore.inMemory());
    }

    /** A store that keeps records of the kinds {@code application} and {@link #SECRET_KIND}. */
    static ApplicationStore over(RecordStore records) {
        return new RecordApplicationStore(records);
    }
}
