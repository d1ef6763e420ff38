package dev.millrace.store.jdbc.database;

import dev.millrace.value.Excerpt;

/** Ids that are keys of tables: an index of PostgreSQL takes no entry of more than about 2,700 bytes. */
public final class Ids {
    private static final int MAX_LENGTH = 512;

    private Ids() {}

    /**
     * The id itself.
     *
     * @param what whose it is, such as {@code workflow}
     * @throws IllegalArgumentException if it has more than 512 characters
     */
    public static String checked(String what, String id) {
        if (id.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the id of a " + what + " has " + MAX_LENGTH
                    + " characters at most in this store, but " + Excerpt.quoted(id) + " has " + id.length()
                    + "; give it a shorter one");
        }
        return id;
    }
}
