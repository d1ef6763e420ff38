package dev.millrace.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.history.HistoryFilter;
import dev.millrace.history.Retention;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.StoreException;
import dev.millrace.store.StoredRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed while they write. More rounds by hand: {@code -Dmillrace.torture.rounds=50}, passed on to the
 * tests with {@code -DargLine}.
 */
class TortureTest {
    private static final int ROUNDS = Integer.getInteger("millrace.torture.rounds", 3);

    @TempDir
    private Path directory;

    private Process child(String prefix) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TortureChild.class.getName(),
                        store().toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Path store() {
        return directory.resolve("store");
    }

    /** Reads so many acknowledgements, kills, and reads what was acknowledged until then. */
    private static List<String> killedAfter(int count, Process child) throws IOException, InterruptedException {
        List<String> acknowledged = new ArrayList<>();
        BufferedReader lines = child.inputReader(StandardCharsets.US_ASCII);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.endsWith(".")) { // what the kill has cut off was not acknowledged
                acknowledged.add(line.substring(0, line.length() - 1));
            }
            if (acknowledged.size() == count) {
                child.toHandle().destroyForcibly(); // destroying the process itself would close what it has written
            }
        }
        child.waitFor();
        assertThat(acknowledged).as("what the child did before it was killed").hasSizeGreaterThanOrEqualTo(count);
        return acknowledged;
    }

    @Test
    void what_was_acknowledged_survives_the_kill_whole_and_the_file_is_sound() throws Exception {
        Random random = new Random(7);
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(killedAfter(20 + random.nextInt(400), child("r" + round)));

            try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(store()))) {
                assertAllThere(stores, acknowledged);
            }
            assertThat(integrity()).isEqualTo("ok");
        }
    }

    private static void assertAllThere(JdbcStores stores, List<String> acknowledged) {
        Set<String> left = keys(stores, "left");
        assertThat(left).as("both records of a commit, or none").isEqualTo(keys(stores, "right"));
        assertThat(left).containsAll(acknowledged);
        Set<String> ended = new HashSet<>();
        stores.history(new Retention(10_000_000, Duration.ofDays(100_000)))
                .list(HistoryFilter.any().in(ExecutionStatus.COMPLETED), 0, Integer.MAX_VALUE)
                .executions()
                .forEach(execution -> ended.add(execution.executionId()));
        assertThat(ended).containsAll(left);
        Set<String> journals = new HashSet<>();
        stores.executions().forEach(execution -> {
            if (execution.lastNumber() == 2) {
                journals.add(execution.executionId());
            }
        });
        assertThat(journals).containsAll(ended);
    }

    private static Set<String> keys(JdbcStores stores, String kind) {
        return stores.records().list(kind).stream().map(StoredRecord::key).collect(Collectors.toSet());
    }

    private String integrity() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store().resolve("millrace.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void directory_of_a_process_that_runs_is_refused_with_its_number_and_free_when_it_is_gone() throws Exception {
        Process child = child("owner");
        try {
            child.inputReader(StandardCharsets.US_ASCII).readLine();

            assertThatThrownBy(() -> JdbcStores.open(JdbcSettings.sqlite(store())))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is open in process " + child.pid() + " already")
                    .hasMessageContaining("Fix:");
        } finally {
            child.destroyForcibly().waitFor();
        }

        JdbcStores.open(JdbcSettings.sqlite(store())).close();
    }
}
