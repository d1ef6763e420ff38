package dev.millrace.benchmarks;

import dev.millrace.Millrace;
import dev.millrace.PreparedWorkflow;
import dev.millrace.Recovery;
import dev.millrace.StartRequest;
import dev.millrace.store.jdbc.JdbcSettings;
import dev.millrace.store.jdbc.JdbcStores;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long an engine takes to go on with executions that wait for a signal, from a store on SQLite that is closed and opened
 * again before each round.
 *
 * @param parked so many of them
 */
record RecoveryCost(int rounds, int parked) {
    static final List<String> HEADS = List.of("parked", "ms", "µs each");

    private static final int CALLERS = 16;

    /** The cells of a table with {@link #HEADS}. */
    List<String> measure() throws Exception {
        try (ScratchDirectory directory = ScratchDirectory.make()) {
            park(directory.path());
            List<Double> millis = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                millis.add(recover(directory.path()));
            }
            double median = Table.median(millis);
            return List.of(
                    String.valueOf(parked), Table.figure(median), Table.figure(median * 1_000 / Math.max(1, parked)));
        }
    }

    private static Millrace engine(JdbcStores stores) {
        return Millrace.builder()
                .withoutDiscovery()
                .workflows(stores.workflows())
                .executions(stores.executions())
                .build();
    }

    private void park(Path directory) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory));
                Millrace engine = engine(stores)) {
            PreparedWorkflow waiting = engine.prepare(Workflow.builder("wait")
                    .id("wait")
                    .reentry(ReentryBehavior.ALLOW_PARALLEL)
                    .step("wait", "wait_signal", Map.of("name", "go"))
                    .build());
            List<Future<?>> starts = new ArrayList<>();
            for (int i = 0; i < parked; i++) {
                starts.add(pool.submit(() -> waiting.start(StartRequest.inputs(Map.of("customer", "Ann")))));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private double recover(Path directory) {
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory));
                Millrace engine = engine(stores)) {
            long before = System.nanoTime();
            Recovery recovery = engine.recover();
            double millis = (System.nanoTime() - before) / 1e6;
            if (recovery.restored() != parked) {
                throw new IllegalStateException(recovery + " instead of " + parked + " that go on");
            }
            return millis;
        }
    }
}
