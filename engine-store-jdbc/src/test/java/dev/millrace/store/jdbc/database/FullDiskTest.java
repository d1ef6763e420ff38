package dev.millrace.store.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.store.StoreException;
import dev.millrace.store.StoreException.Outcome;
import dev.millrace.store.jdbc.database.SqliteDialect.Sync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite takes a limit of pages for the end of the disk. */
class FullDiskTest {
    private static final String INSERT =
            "INSERT INTO record (kind, record_key, group_name, revision, expires_at, content)"
                    + " VALUES ('large', ?, '', 0, 0, ?)";

    @TempDir
    private Path directory;

    @Test
    void full_disk_fails_changes_with_a_reason_loses_none_and_goes_on_once_there_is_room() {
        LimitedPages dialect = new LimitedPages(SqliteDialect.in(directory, Sync.SYSTEM));
        try (Database database =
                Database.open(dialect, new WriterLimits(1_000, Duration.ofSeconds(30), 1), (what, key, reason) -> {})) {
            List<String> made = new ArrayList<>();
            List<StoreException> failures = new ArrayList<>();

            fill(database, made, failures);

            assertThat(made).isNotEmpty();
            assertThat(failures).isNotEmpty().allSatisfy(failure -> {
                assertThat(failure.outcome()).isEqualTo(Outcome.NOT_MADE);
                assertThat(failure).hasMessageContaining("the disk is full").hasMessageContaining("Fix:");
            });
            assertThat(keys(database)).containsExactlyElementsOf(made);
            Optional<String> integrity = database.read(
                    session -> session.first("PRAGMA integrity_check", row -> row.text("integrity_check")));
            assertThat(integrity).contains("ok");

            dialect.pages = 1_000_000;
            database.write(session -> session.update("DELETE FROM record WHERE record_key = ?", made.get(0)));
            database.write(session -> session.update(INSERT, "again", "x".repeat(200_000)));
            assertThat(keys(database)).contains("again");
        }
    }

    @Test
    void change_that_has_to_be_made_waits_until_there_is_room() {
        LimitedPages dialect = new LimitedPages(SqliteDialect.in(directory, Sync.SYSTEM));
        try (Database database =
                Database.open(dialect, new WriterLimits(1_000, Duration.ofSeconds(30), 1), (what, key, reason) -> {})) {
            fill(database, new ArrayList<>(), new ArrayList<>());
            CompletionStage<Integer> first =
                    database.submitUntilMade(session -> session.update(INSERT, "first", "x".repeat(200_000)));
            CompletionStage<Integer> second =
                    database.submitUntilMade(session -> session.update(INSERT, "second", "x".repeat(200_000)));

            dialect.pages = 1_000_000;

            assertThat(second.toCompletableFuture().join()).isEqualTo(1);
            assertThat(first.toCompletableFuture()).isCompletedWithValue(1);
            assertThat(keys(database)).endsWith("first", "second");
        }
    }

    private static void fill(Database database, List<String> made, List<StoreException> failures) {
        for (int round = 0; failures.isEmpty(); round++) {
            List<CompletionStage<String>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String key = round + "/" + i;
                answers.add(database.submit(session -> {
                    session.update(INSERT, key, "x".repeat(20_000));
                    return key;
                }));
            }
            for (CompletionStage<String> answer : answers) {
                try {
                    made.add(answer.toCompletableFuture().join());
                } catch (CompletionException e) {
                    failures.add((StoreException) e.getCause());
                }
            }
        }
    }

    private static List<String> keys(Database database) {
        return database.read(session ->
                session.list("SELECT record_key FROM record ORDER BY number", row -> row.text("record_key")));
    }
}
