package dev.millrace.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.history.HistoryFilter;
import dev.millrace.history.Retention;
import dev.millrace.observe.ExecutionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines that are killed while they run workflows, and started again. More rounds by hand: {@code
 * -Dmillrace.torture.rounds=50}, passed on to the tests with {@code -DargLine}.
 */
class KilledEngineTest {
    private static final int ROUNDS = Integer.getInteger("millrace.torture.rounds", 3);
    private static final int EXECUTIONS = 20;
    private static final long DEADLINE_SECONDS = 120;

    @TempDir
    private Path directory;

    private Process engine(int starts) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledEngine.class.getName(),
                        store().toString(),
                        world().toString(),
                        Integer.toString(starts))
                .inheritIO()
                .start();
    }

    private Path store() {
        return directory.resolve("store");
    }

    private Path world() {
        return directory.resolve("world");
    }

    private List<String> lines() throws IOException {
        List<String> lines = Files.exists(world()) ? Files.readAllLines(world()) : List.of();
        return lines.stream()
                .filter(line -> line.endsWith("."))
                .map(line -> line.substring(0, line.length() - 1))
                .toList();
    }

    /** Kills it when its steps have done so much more; false if it ended before. */
    private boolean killedAfter(int more, Process process) throws IOException, InterruptedException {
        int wanted = lines().size() + more;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        boolean alive = true;
        while (alive && lines().size() < wanted) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            alive = !process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly().waitFor();
        return alive;
    }

    @Test
    void every_execution_ends_and_no_step_is_done_again_that_must_not_be() throws Exception {
        Random random = new Random(11);
        int started = 0;
        int kills = 0;
        for (int round = 0; round < ROUNDS; round++) {
            started += EXECUTIONS;
            assertThat(killedAfter(20 + random.nextInt(200), engine(EXECUTIONS)))
                    .as("killed while it held work")
                    .isTrue();
            kills++;
            if (killedAfter(random.nextInt(60), engine(0))) {
                kills++;
            }
        }
        Process last = engine(0);
        assertThat(last.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).isZero();

        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(store()))) {
            assertThat(KilledEngine.underWay(stores)).isZero();
            var history = stores.history(Retention.DEFAULT);
            int begun = history.list(HistoryFilter.any(), 0, 0).total();
            // those whose start was not told when the process was killed need not be there
            assertThat(begun).isBetween(started - EXECUTIONS * ROUNDS + 1, started);
            assertThat(history.list(HistoryFilter.any(), 0, begun).executions())
                    .allMatch(execution -> execution.status() == ExecutionStatus.COMPLETED
                            || String.valueOf(execution.error()).contains("not done twice"));
        }
        assertNoStepRepeated(kills);
    }

    private void assertNoStepRepeated(int kills) throws IOException {
        Map<String, Integer> begins = new HashMap<>();
        Map<String, List<Integer>> courses = new HashMap<>();
        for (String line : lines()) {
            if (line.startsWith("begin ")) {
                String key = line.substring("begin ".length());
                begins.merge(key, 1, Integer::sum);
                String course = key.substring(0, key.length() - 1);
                courses.computeIfAbsent(course, unused -> new ArrayList<>())
                        .add(Character.digit(key.charAt(key.length() - 1), 10));
            }
        }
        assertThat(begins).isNotEmpty();
        begins.forEach((key, count) ->
                assertThat(count).as(key).isLessThanOrEqualTo(key.matches(".*(a2|y1|b2)") ? 1 : kills + 1));
        courses.forEach(
                (course, steps) -> assertThat(steps).as("steps of " + course).isSorted());
    }
}
