package dev.millrace.benchmarks;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.millrace.Millrace;
import dev.millrace.PreparedWorkflow;
import dev.millrace.StartRequest;
import dev.millrace.durable.Cluster;
import dev.millrace.durable.ClusterSettings;
import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many steps a second a node of a cluster makes durable, beside the steps of DBOS Transact on the same PostgreSQL, in
 * turns. Each step may be repeated and does nothing; it is durable before the next one begins.
 *
 * @param rounds of each
 * @param executions of a round
 * @param steps of an execution
 * @param callers threads that each wait for the end of their execution
 */
record ClusterCost(int rounds, int executions, int steps, int callers) {
    static final List<String> HEADS = List.of("engine", "steps/s", "× DBOS");

    /** What DBOS makes a proxy of. */
    public interface Peer {
        void run(int steps);
    }

    private record PeerSteps(DBOS dbos) implements Peer {
        @Override
        @dev.dbos.transact.workflow.Workflow(name = "steps")
        public void run(int steps) {
            for (int i = 0; i < steps; i++) {
                dbos.runStep(() -> "done", "step-" + i);
            }
        }
    }

    private interface Run {
        void once() throws Exception;
    }

    /** The cells of a table with {@link #HEADS}: medians, and the median of the ratios of neighbours. */
    List<List<String>> measure() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestDatabase database = postgres.newDatabase();
            try (Cluster cluster = Cluster.join(
                            settings(database),
                            Millrace.builder().withoutDiscovery().module(step()));
                    DBOS dbos = new DBOS(config(database))) {
                Peer peer = dbos.registerProxy(Peer.class, new PeerSteps(dbos));
                dbos.launch();
                PreparedWorkflow workflow = cluster.engine().prepare(workflow());
                return measure(
                        () -> workflow.run(StartRequest.plain()),
                        () -> dbos.startWorkflow(
                                        () -> peer.run(steps),
                                        new StartWorkflowOptions(
                                                UUID.randomUUID().toString()))
                                .getResult());
            }
        }
    }

    private List<List<String>> measure(Run ours, Run theirs) throws Exception {
        List<Double> rates = new ArrayList<>();
        List<Double> peers = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double rate = rate(ours);
            double peer = rate(theirs);
            if (round > 0) { // the first one warms up
                rates.add(rate);
                peers.add(peer);
                ratios.add(rate / peer);
            }
        }
        return List.of(
                List.of("cluster node", Table.figure(Table.median(rates)), Table.figure(Table.median(ratios))),
                List.of("DBOS steps", Table.figure(Table.median(peers)), Table.figure(1)));
    }

    private double rate(Run run) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        try {
            long before = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < executions; i++) {
                running.add(pool.submit(() -> {
                    run.once();
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return (double) executions * steps * 1e9 / (System.nanoTime() - before);
        } finally {
            pool.shutdown();
        }
    }

    private static ClusterSettings settings(TestDatabase database) {
        return ClusterSettings.postgres(database.url(), database.user(), database.password());
    }

    private static DBOSConfig config(TestDatabase database) {
        return DBOSConfig.defaults("peer")
                .withDatabaseUrl(database.url())
                .withDbUser(database.user())
                .withDbPassword(database.password())
                .withDatabaseSchema("peer")
                .withAppVersion("1")
                .withExecutorId("peer");
    }

    private static Module step() {
        return Module.of(
                ModuleDescriptor.builder("step").effect(Effect.REPEATABLE).build(), step -> StepResult.done());
    }

    private Workflow workflow() {
        Workflow.Builder builder = Workflow.builder("Steps").id("steps").reentry(ReentryBehavior.ALLOW_PARALLEL);
        for (int i = 0; i < steps; i++) {
            builder.step("step-" + i, "step", Map.of());
        }
        return builder.build();
    }
}
