package dev.millrace.benchmarks;

import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.PreparedWorkflow;
import dev.millrace.StartRequest;
import dev.millrace.durable.Cluster;
import dev.millrace.durable.ClusterHealth;
import dev.millrace.durable.ClusterSettings;
import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long it takes from the end of a node, by kill -9, until another one has all the executions that waited there.
 *
 * @param executions of the node that is killed
 */
record TakeoverCost(int rounds, int executions) {
    static final List<String> HEADS = List.of("executions", "ms to the first", "ms to the last");

    private static final String OWNED = "SELECT COUNT(*) FROM millrace.cluster_execution e JOIN millrace.cluster_node n"
            + " ON n.id = e.owner WHERE e.state = 'OWNED' AND n.name = ?";
    private static final long DEADLINE_NANOS = 60_000_000_000L;

    /** The cells of a table with {@link #HEADS}: medians. */
    List<String> measure() throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> last = new ArrayList<>();
        try (TestPostgres postgres = TestPostgres.start()) {
            for (int round = 0; round < rounds; round++) {
                TestDatabase database = postgres.newDatabase();
                try (Cluster survivor = Cluster.join(settings(database, "survivor"), builder())) {
                    Process victim = victim(database);
                    long killed = System.nanoTime();
                    victim.destroyForcibly();
                    if (survivor.health() != ClusterHealth.JOINED) {
                        throw new IllegalStateException("the node that is to take over has no place in the cluster");
                    }
                    first.add(millisUntil(database, 1, killed));
                    last.add(millisUntil(database, executions, killed));
                }
            }
        }
        return List.of(String.valueOf(executions), Table.figure(Table.median(first)), Table.figure(Table.median(last)));
    }

    private static ClusterSettings settings(TestDatabase database, String node) {
        return ClusterSettings.postgres(database.url(), database.user(), database.password())
                .withNode(node);
    }

    private static MillraceBuilder builder() {
        return Millrace.builder().withoutDiscovery();
    }

    /** A node in a process of its own, which has all the executions when this returns. */
    private Process victim(TestDatabase database) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        TakeoverCost.class.getName(),
                        database.url(),
                        database.user(),
                        database.password(),
                        String.valueOf(executions))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader printed =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (printed.readLine() == null) {
            throw new IOException("the node has ended before it had its executions; it says why on the standard error");
        }
        return process;
    }

    /** @param arguments URL, user, password, number of executions */
    public static void main(String[] arguments) throws Exception {
        ClusterSettings settings = ClusterSettings.postgres(arguments[0], arguments[1], arguments[2])
                .withNode("victim");
        try (Cluster cluster = Cluster.join(settings, builder())) {
            PreparedWorkflow waiting = cluster.engine()
                    .prepare(Workflow.builder("wait")
                            .id("wait")
                            .reentry(ReentryBehavior.ALLOW_PARALLEL)
                            .step("wait", "wait_signal", Map.of("name", "go"))
                            .build());
            for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
                waiting.start(StartRequest.plain());
            }
            System.out.println("ready");
            System.in.readAllBytes();
        }
    }

    private static double millisUntil(TestDatabase database, int count, long since) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement owned = connection.prepareStatement(OWNED)) {
            owned.setString(1, "survivor");
            while (System.nanoTime() - since < DEADLINE_NANOS) {
                try (ResultSet row = owned.executeQuery()) {
                    row.next();
                    if (row.getLong(1) >= count) {
                        return (System.nanoTime() - since) / 1e6;
                    }
                }
            }
        }
        throw new IllegalStateException("the executions were not taken over within a minute");
    }
}
