package dev.millrace.store.jdbc.database;

import dev.millrace.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Brings the schema of a database to what this program knows: numbered scripts, each in a transaction of its own with the
 * number that it leaves in {@code schema_version}. A script that was released is never changed; what is new comes in a new
 * one.
 */
final class Migrations {
    /** In their order; the first makes version 1. Statements end with a semicolon at the end of a line. */
    static final List<String> SCRIPTS = List.of("0001-stores", "0002-definitions-in-use");

    private final Dialect dialect;
    private final List<String> scripts;

    Migrations(Dialect dialect, List<String> scripts) {
        this.dialect = dialect;
        this.scripts = scripts;
    }

    void run() {
        try {
            Session session = new Session(dialect.openWriter());
            try {
                while (step(session)) {
                    session.commit();
                }
                session.commit();
            } finally {
                dialect.close(session.connection());
            }
        } catch (SQLException e) {
            throw new StoreException(dialect.place() + " cannot be opened: " + dialect.explain(e), e);
        }
    }

    /** False if there is nothing left to be done. */
    private boolean step(Session session) throws SQLException {
        dialect.prepareMigration(session);
        session.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
        int version = (int) session.number("SELECT MAX(version) FROM schema_version");
        if (version > scripts.size()) {
            throw new StoreException(dialect.place() + " has schema version " + version + ", but this program knows "
                    + scripts.size() + " at most. Fix: run the newer version of the program that has opened it, or go"
                    + " back to a backup from before");
        }
        if (version == scripts.size()) {
            return false;
        }
        for (String statement : statements(scripts.get(version))) {
            session.execute(statement);
        }
        session.update("DELETE FROM schema_version");
        session.update("INSERT INTO schema_version (version) VALUES (?)", version + 1);
        return true;
    }

    private List<String> statements(String script) {
        String all = dialect.translate(text(script)).replaceAll("(?m)^\\s*--.*$", "");
        return Arrays.stream(all.split(";\\s*(?:\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String text(String script) {
        try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + script + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its migration " + script);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's migration " + script + " cannot be read", e);
        }
    }
}
