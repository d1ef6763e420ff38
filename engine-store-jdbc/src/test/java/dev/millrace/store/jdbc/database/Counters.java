package dev.millrace.store.jdbc.database;

/** Rows that tell how often a change was made. */
final class Counters {
    private static final String MAKE =
            "INSERT INTO record (kind, record_key, group_name, revision, expires_at, content)"
                    + " VALUES ('counter', ?, '', 0, 0, '')";
    private static final String INCREMENT =
            "UPDATE record SET revision = revision + 1 WHERE kind = 'counter' AND record_key = ?";
    private static final String READ = "SELECT revision FROM record WHERE kind = 'counter' AND record_key = ?";

    private Counters() {}

    /** Fails if there is one of that name. */
    static Change<Integer> make(String name) {
        return session -> session.update(MAKE, name);
    }

    static Change<Integer> increment(String name) {
        return session -> session.update(INCREMENT, name);
    }

    static long read(Database database, String name) {
        return database.read(session -> session.number(READ, name));
    }
}
