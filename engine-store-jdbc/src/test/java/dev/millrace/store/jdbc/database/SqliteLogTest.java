package dev.millrace.store.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.store.jdbc.database.SqliteDialect.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much SQLite keeps in its write-ahead log before it copies it into the file. */
class SqliteLogTest {
    private static final long MEGABYTE = 1_000_000;
    private static final String INSERT =
            "INSERT INTO record (kind, record_key, group_name, revision, expires_at, content)"
                    + " VALUES ('large', ?, '', 0, 0, ?)";

    @TempDir
    private Path directory;

    private Database database;
    private int written;

    @BeforeEach
    void open() {
        database = Database.open(
                SqliteDialect.in(directory, Sync.SYSTEM),
                new WriterLimits(1_000, Duration.ofSeconds(60), 1),
                (what, key, reason) -> {});
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A megabyte in a commit of its own. */
    private void write(int megabytes) {
        for (int i = 0; i < megabytes; i++) {
            String key = "k" + written++;
            database.write(session -> session.update(INSERT, key, "x".repeat((int) MEGABYTE)));
        }
    }

    private long bytesOf(String file) throws IOException {
        return Files.size(directory.resolve(file));
    }

    @Test
    void what_groups_of_a_thousand_executions_commit_is_not_copied_after_each_of_them() throws IOException {
        write(12);

        assertThat(bytesOf("millrace.db")).isLessThan(MEGABYTE);
        assertThat(bytesOf("millrace.db-wal")).isGreaterThan(12 * MEGABYTE);
    }

    @Test
    void log_does_not_grow_for_ever() throws IOException {
        write(60);

        assertThat(bytesOf("millrace.db")).isGreaterThan(40 * MEGABYTE);
        assertThat(bytesOf("millrace.db-wal")).isLessThan(20 * MEGABYTE);
    }
}
