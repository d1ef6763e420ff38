package dev.millrace.http.application;

import java.util.List;
import java.util.Optional;

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

    /** @return false if there was none */
    boolean remove(String id);

    /** False if they are kept elsewhere and only looked at here; {@link #put} and {@link #remove} are not called then. */
    default boolean isWritable() {
        return true;
    }

    /** One that ends with the process. */
    static <T extends Entry> Registry<T> inMemory() {
        return new MemoryRegistry<>();
    }
}
