package dev.millrace.store.jdbc.database;

/** Told of rows whose content cannot be read. They are left where they are, and out of every answer. Thread-safe. */
@FunctionalInterface
public interface BrokenRows {
    /**
     * @param what of which kind it is, such as {@code workflow}
     * @param key which of them
     * @param reason what is wrong; nothing of the content
     */
    void found(String what, String key, String reason);
}
