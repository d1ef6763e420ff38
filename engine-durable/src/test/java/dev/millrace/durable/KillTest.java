package dev.millrace.durable;

import static dev.millrace.durable.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes in processes of their own that are killed, stopped, and cut off while they work, and what they have done to the
 * world by an effect log outside. More rounds by hand: {@code -Dmillrace.kill.rounds=100}, passed on to the tests with {@code
 * -DargLine}.
 */
class KillTest {
    private static final int ROUNDS = Integer.getInteger("millrace.kill.rounds", 1);
    private static final int OF_EACH_KIND = 4;

    @TempDir
    private Path directory;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Random random = new Random();

    @SuppressWarnings("NullAway.Init") // begin is the first thing of each test
    private EffectLog effects;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase database;

    @AfterEach
    void killAll() throws InterruptedException {
        for (NodeProcess node : nodes) {
            node.kill();
        }
    }

    private void begin(TestPostgres postgres, String log) {
        database = postgres.newDatabase();
        effects = new EffectLog(directory.resolve(log));
    }

    private NodeProcess launch(String name, String... options) throws IOException {
        NodeProcess node = NodeProcess.launch(name, database, effects, options);
        nodes.add(node);
        return node;
    }

    /** Work of every kind. */
    private void giveWork(NodeProcess node) throws IOException {
        for (int i = 0; i < OF_EACH_KIND; i++) {
            node.start("ladder", "ladder-" + i);
            node.start("fork", "fork-" + i);
            node.start("sleeper", "sleeper-" + i);
        }
    }

    private void awaitWorkOn(NodeProcess node) throws Exception {
        until("work on " + node.name(), () -> effects.countOn(node.name(), "begin") > 0 && owned(node.name()) > 0);
    }

    /** Kills a node, and makes sure that it had work. */
    private void kill(NodeProcess node) throws Exception {
        LockSupport.parkNanos(random.nextInt(200) * 1_000_000L);
        awaitWorkOn(node);
        node.kill();
        assertThat(owned(node.name()))
                .as("executions of the node that was killed")
                .isPositive();
    }

    private void awaitAllEnded(int count) throws Exception {
        until(
                "the end of all executions",
                () -> number("SELECT COUNT(*) FROM millrace.cluster_execution WHERE state = 'ENDED'") == count);
        assertThat(number("SELECT COUNT(*) FROM millrace.execution WHERE status = 'COMPLETED'")
                        + number("SELECT COUNT(*) FROM millrace.execution WHERE status = 'FAILED'"
                                + " AND error LIKE '%is not done twice%'"))
                .as("executions that completed, or were in a step that must not happen twice")
                .isEqualTo(count);
    }

    /**
     * How often an execution had to be taken up is the cluster's to say: on a machine that stands still for some seconds
     * nodes that nobody has killed are taken for dead, too, and rightly so.
     */
    private void assertNothingHappenedTwice() throws SQLException {
        Map<String, Integer> epochs = epochs();
        assertThat(effects.perStep("begin-once"))
                .as("steps that must not happen twice")
                .allSatisfy((step, times) -> assertThat(times).isEqualTo(1));
        assertThat(effects.perStep("begin"))
                .as("steps that may be repeated once for each takeover, if they were under way")
                .allSatisfy((step, times) -> assertThat(times).isBetween(1, epochs.get(EffectLog.executionOf(step))));
        assertThat(effects.perStep("begin").keySet())
                .as("steps that were done")
                .containsExactlyInAnyOrderElementsOf(effects.perStep("end").keySet());
    }

    @Test
    void what_a_killed_node_had_under_way_ends_on_the_other() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            begin(TestPostgres.shared(), "kill-" + round);
            NodeProcess first = launch("first").awaitJoined();
            launch("second").awaitJoined();
            giveWork(first);

            kill(first);

            awaitAllEnded(3 * OF_EACH_KIND);
            assertNothingHappenedTwice();
            killAll();
        }
    }

    @Test
    void what_two_killed_nodes_had_under_way_ends_on_a_third_although_it_is_killed_too() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            begin(TestPostgres.shared(), "all-" + round);
            NodeProcess first = launch("first").awaitJoined();
            NodeProcess second = launch("second").awaitJoined();
            giveWork(first);
            awaitWorkOn(first);
            first.kill();
            second.kill();

            NodeProcess third = launch("third").awaitJoined();
            kill(third);
            launch("fourth").awaitJoined();

            awaitAllEnded(3 * OF_EACH_KIND);
            assertNothingHappenedTwice();
            killAll();
        }
    }

    @Test
    void node_that_was_stopped_and_goes_on_finds_that_it_was_taken_for_dead() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            begin(TestPostgres.shared(), "stop-" + round);
            NodeProcess first = launch("first").awaitJoined();
            launch("second").awaitJoined();
            giveWork(first);
            awaitWorkOn(first);

            first.signal("STOP");
            until("takeover", () -> owned("first") == 0);
            first.signal("CONT");

            awaitAllEnded(3 * OF_EACH_KIND);
            until("joined again", () -> number("SELECT COUNT(*) FROM millrace.cluster_node WHERE name = 'first'") > 1);
            assertNothingHappenedTwice();
            killAll();
        }
    }

    @Test
    void executions_outlive_a_server_that_is_stopped_at_once_and_started_again() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (TestPostgres postgres = TestPostgres.start()) {
                begin(postgres, "server-" + round);
                NodeProcess first = launch("first").awaitJoined();
                NodeProcess second = launch("second").awaitJoined();
                giveWork(first);
                awaitWorkOn(first);

                postgres.stop();
                postgres.restart();

                awaitAllEnded(3 * OF_EACH_KIND);
                assertNothingHappenedTwice();
                assertThat(first.isAlive() && second.isAlive()).isTrue();
                killAll();
            }
        }
    }

    @Test
    void a_thousand_sleepers_and_three_hundred_forks_starve_nobody_on_two_cores() throws Exception {
        begin(TestPostgres.shared(), "many");
        NodeProcess first = launch("first", "-XX:ActiveProcessorCount=2").awaitJoined();
        NodeProcess second = launch("second", "-XX:ActiveProcessorCount=2").awaitJoined();
        first.startMany("long-sleeper", 1_000);
        first.startMany("wide", 300);

        kill(first);

        until("takeover", () -> owned("second") > 0);
        assertThat(second.threads()).as("threads for 1,300 executions").isLessThan(450);
        awaitAllEnded(1_300);
        assertNothingHappenedTwice();
    }

    @Test
    void execution_that_kills_its_nodes_becomes_a_dead_letter() throws Exception {
        begin(TestPostgres.shared(), "poison");
        NodeProcess first = launch("first").awaitJoined();
        first.start("poison", "poison-1");
        for (int i = 1; i < 5; i++) {
            launch("node-" + i).awaitJoined();
        }

        until("all nodes dead", () -> nodes.stream().noneMatch(NodeProcess::isAlive));
        launch("last").awaitJoined();
        until("dead letter", () -> number("SELECT COUNT(*) FROM millrace.cluster_execution WHERE state = 'DEAD'") == 1);

        assertThat(number("SELECT attempts FROM millrace.cluster_execution")).isEqualTo(5);
    }

    private long owned(String node) throws SQLException {
        return number("SELECT COUNT(*) FROM millrace.cluster_execution e JOIN millrace.cluster_node n ON n.id = e.owner"
                + " WHERE e.state = 'OWNED' AND n.name = '" + node + "'");
    }

    /** How often each execution was handed to a node, at least: its start is its first epoch. */
    private Map<String, Integer> epochs() throws SQLException {
        Map<String, Integer> epochs = new HashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT execution_id, epoch FROM millrace.cluster_execution")) {
            while (row.next()) {
                epochs.put(row.getString("execution_id"), row.getInt("epoch"));
            }
        }
        return epochs;
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
