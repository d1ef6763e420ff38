package dev.millrace.http.application;

import dev.millrace.store.RecordStore;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps the roles or the organizations. Thread-safe; may block.
 *
 * @param <T> {@link Role} or {@link Organization}
 */
public interface Registry<T extends Registry.Entry> {
    /** What has an id. */
    interface Entry {
        String id();
    }

    Optional<T> find(String id);

    /** All of them, in the order in which they were made. */
    List<T> all();

    /** Stores one, in the place of the one with its id. */
    void put(T entry);

    /** Stores {@code changed} in the place of {@code known}; false, and nothing changes, if another is stored by now. */
    boolean replace(T known, T changed);

    /** What became of one that was to be removed. */
    enum Removal {
        REMOVED,
        USED,
        UNKNOWN
    }

    /**
     * Removes one, unless it is used.
     *
     * @param isUsed asked once this one was found; asked again if an application with it was stored meanwhile
     */
    Removal remove(String id, BooleanSupplier isUsed);

    /** False if they are kept elsewhere and only looked at here; {@link #put} and the others are not called then. */
    default boolean isWritable() {
        return true;
    }

    /** Roles that are kept as records of the kind {@code role}. */
    static Registry<Role> ofRoles(RecordStore records) {
        return RecordRegistry.ofRoles(records);
    }

    /** Organizations that are kept as records of the kind {@code organization}. */
    static Registry<Organization> ofOrganizations(RecordStore records) {
        return RecordRegistry.ofOrganizations(records);
    }
}
