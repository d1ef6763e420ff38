package dev.millrace.store.jdbc.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.Retention;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.ManualClock;
import dev.millrace.store.jdbc.JdbcSettings;
import dev.millrace.store.jdbc.JdbcStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The history in the database answers as the one in memory does, whatever has happened and whatever is asked. */
class HistoryLawTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ExecutionStatus[] STATUSES = ExecutionStatus.values();
    private static final ExecutionStatus[] ENDS = {
        ExecutionStatus.COMPLETED, ExecutionStatus.FAILED, ExecutionStatus.CANCELLED, ExecutionStatus.TIMEOUT
    };

    @Property(tries = 15)
    void both_histories_answer_the_same(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path directory = Files.createTempDirectory("millrace-history");
        ManualClock clock = ManualClock.at(START);
        Retention retention = new Retention(1 + random.nextInt(40), Duration.ofMillis(1 + random.nextInt(400)));
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory))) {
            Both both = new Both(
                    ExecutionHistory.inMemory(retention, clock), stores.history(retention, clock), clock, random);
            for (int i = 0; i < 120; i++) {
                both.doSomething();
            }
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static final class Both {
        private final ExecutionHistory memory;
        private final ExecutionHistory database;
        private final ManualClock clock;
        private final Random random;
        private final Map<String, ExecutionSummary> running = new HashMap<>();

        Both(ExecutionHistory memory, ExecutionHistory database, ManualClock clock, Random random) {
            this.memory = memory;
            this.database = database;
            this.clock = clock;
            this.random = random;
        }

        void doSomething() {
            switch (random.nextInt(7)) {
                case 0, 1 -> start();
                case 2, 3 -> end();
                case 4 -> clock.advance(Duration.ofMillis(random.nextInt(30)));
                case 5 -> delete();
                default -> ask();
            }
        }

        private String id() {
            return "e" + random.nextInt(30);
        }

        private String workflow() {
            return "w" + random.nextInt(8);
        }

        private ExecutionSummary summary(String id) {
            String workflow = workflow();
            Optional<Instant> start = random.nextInt(10) == 0 ? Optional.empty() : Optional.of(clock.now());
            return new ExecutionSummary(
                    id,
                    workflow,
                    workflow + "/" + random.nextInt(3),
                    "api",
                    ExecutionStatus.RUNNING,
                    start,
                    Optional.empty(),
                    null);
        }

        private void start() {
            ExecutionSummary begun = summary(id());
            running.put(begun.executionId(), begun);
            memory.started(begun);
            database.started(begun);
        }

        private void end() {
            String id = running.isEmpty() || random.nextInt(5) == 0
                    ? "untold" + random.nextInt(5)
                    : List.copyOf(running.keySet()).get(random.nextInt(running.size()));
            ExecutionSummary known = running.remove(id);
            ExecutionView view = view(known == null ? summary(id) : known);
            memory.ended(view);
            database.ended(view);
        }

        private ExecutionView view(ExecutionSummary begun) {
            return new ExecutionView(
                    begun.executionId(),
                    begun.workflowId(),
                    begun.workflowName(),
                    begun.triggeredBy(),
                    "",
                    ENDS[random.nextInt(ENDS.length)],
                    begun.startedAt(),
                    Optional.of(clock.now()),
                    List.of(),
                    1,
                    Map.of(),
                    Map.of("n", (long) random.nextInt()),
                    null,
                    false,
                    null,
                    null,
                    List.of(),
                    Set.of());
        }

        private HistoryFilter filter() {
            HistoryFilter filter = HistoryFilter.any();
            if (random.nextInt(4) == 0) {
                filter = filter.ofWorkflow(workflow());
            } else if (random.nextInt(4) == 0) {
                filter = filter.ofWorkflows(
                        Stream.generate(this::workflow).limit(random.nextInt(4)).collect(Collectors.toSet()));
            }
            if (random.nextInt(4) == 0) {
                filter = filter.in(STATUSES[random.nextInt(STATUSES.length)]);
            } else if (random.nextInt(4) == 0) {
                filter = filter.in(ExecutionStatus.RUNNING, ENDS[random.nextInt(ENDS.length)]);
            }
            if (random.nextInt(3) == 0) {
                filter = filter.startedFrom(time());
            }
            if (random.nextInt(3) == 0) {
                filter = filter.startedTo(time());
            }
            return random.nextInt(8) == 0 ? filter.ofExecution(id()) : filter;
        }

        private Instant time() {
            return START.plusNanos(random.nextInt(2_000) * 500_000L);
        }

        private void delete() {
            HistoryFilter filter = filter();
            assertThat(database.delete(filter)).as("deleted by %s", filter).isEqualTo(memory.delete(filter));
        }

        private void ask() {
            HistoryFilter filter = filter();
            int offset = random.nextInt(5);
            int limit = random.nextInt(20);
            assertThat(database.list(filter, offset, limit))
                    .as("%s from %d, %d at most", filter, offset, limit)
                    .isEqualTo(memory.list(filter, offset, limit));
            assertThat(database.statistics(filter))
                    .as("statistics of %s", filter)
                    .isEqualTo(memory.statistics(filter));
            String id = id();
            assertThat(database.find(id)).isEqualTo(memory.find(id));
        }
    }
}
