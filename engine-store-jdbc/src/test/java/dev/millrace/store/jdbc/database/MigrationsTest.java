package dev.millrace.store.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.store.StoreException;
import dev.millrace.store.jdbc.database.SqliteDialect.Sync;
import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a database gets the schema this program knows. */
class MigrationsTest {
    @TempDir
    private Path directory;

    private static long version(Dialect dialect) throws SQLException {
        Session session = new Session(dialect.openReader());
        long version = session.number("SELECT version FROM schema_version");
        dialect.close(session.connection());
        return version;
    }

    @Test
    void every_script_of_the_program_is_in_the_list() throws IOException, URISyntaxException {
        Path scripts = Path.of(Migrations.class
                        .getResource("migrations/0001-stores.sql")
                        .toURI())
                .getParent();
        try (Stream<Path> files = Files.list(scripts)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".sql", ""))
                            .filter(name -> !name.contains("test")))
                    .containsExactlyInAnyOrderElementsOf(Migrations.SCRIPTS);
        }
    }

    @Test
    void migration_that_fails_leaves_the_version_before_and_nothing_of_itself() throws SQLException {
        Dialect dialect = SqliteDialect.in(directory, Sync.SYSTEM);
        Migrations broken = new Migrations(dialect, List.of("0001-stores", "0002-test-broken"));

        assertThatThrownBy(broken::run).isInstanceOf(StoreException.class).hasMessageContaining("cannot be opened");

        assertThat(version(dialect)).isEqualTo(1);
        Session session = new Session(dialect.openReader());
        assertThat(session.number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'half'"))
                .isZero();
        dialect.close(session.connection());
        dialect.release();
    }

    @Test
    void later_script_runs_once_on_a_database_that_has_the_ones_before() throws SQLException {
        Dialect dialect = SqliteDialect.in(directory, Sync.SYSTEM);
        new Migrations(dialect, List.of("0001-stores")).run();
        Migrations more = new Migrations(dialect, List.of("0001-stores", "0002-test-more"));

        more.run();
        more.run();

        assertThat(version(dialect)).isEqualTo(2);
        dialect.release();
    }

    @Test
    void executions_from_before_keep_the_definitions_they_have_called() throws SQLException {
        Dialect dialect = SqliteDialect.in(directory, Sync.SYSTEM);
        new Migrations(dialect, List.of("0001-stores")).run();
        Session session = new Session(dialect.openWriter());
        for (String hash : List.of("aaa", "bbb", "ccc")) {
            session.update("INSERT INTO definition (hash, content) VALUES (?, '{}')", hash);
        }
        session.update("INSERT INTO journal (execution_id, number, kind, workflow_id, definition_hash, content) VALUES"
                + " ('e', 1, 'SNAPSHOT', 'w', 'aaa', '{\"children\":{\"planHash\":\"bbb\"}}')");
        session.commit();
        dialect.close(session.connection());

        new Migrations(dialect, Migrations.SCRIPTS).run();

        Session migrated = new Session(dialect.openReader());
        assertThat(migrated.list("SELECT hash FROM definition_use WHERE execution_id = 'e'", row -> row.text("hash")))
                .containsExactly("bbb");
        dialect.close(migrated.connection());
        dialect.release();
    }

    @Test
    void database_of_a_newer_program_is_refused() {
        Dialect dialect = SqliteDialect.in(directory, Sync.SYSTEM);
        new Migrations(dialect, List.of("0001-stores", "0002-test-more")).run();

        assertThatThrownBy(() -> new Migrations(dialect, List.of("0001-stores")).run())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("schema version 2, but this program knows 1")
                .hasMessageContaining("Fix:");
        dialect.release();
    }

    @Test
    void processes_that_open_an_empty_server_at_once_do_not_disturb_one_another() throws Exception {
        TestDatabase database = TestPostgres.shared().newDatabase();
        ConnectionSource source = database::connect;
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Migrations> all = IntStream.range(0, 8)
                    .mapToObj(i -> new Migrations(
                            new PostgresDialect(source, "millrace", "test"), List.of("0001-stores", "0002-test-more")))
                    .collect(Collectors.toList());

            for (var done : pool.invokeAll(
                    all.stream().map(one -> Executors.callable(one::run)).toList())) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(version(new PostgresDialect(source, "millrace", "test"))).isEqualTo(2);
    }
}
