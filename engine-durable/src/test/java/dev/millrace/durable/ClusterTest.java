package dev.millrace.durable;

import static dev.millrace.durable.Patience.until;
import static dev.millrace.durable.TestCluster.awaitEnd;
import static dev.millrace.durable.TestCluster.awaitStatus;
import static dev.millrace.durable.TestCluster.ended;
import static dev.millrace.durable.TestCluster.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ExecutionHandle;
import dev.millrace.StartRefusedException;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.peer.Instruction;
import dev.millrace.store.jdbc.database.PostgresDialect;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of a cluster in one process, on a PostgreSQL of their own. */
class ClusterTest {
    private static final String HANDED_OUT = "SELECT COUNT(*) FROM millrace_queue.workflow_status WHERE TRUE";

    @TempDir
    private Path directory;

    private TestCluster cluster;
    private EffectLog effects;
    private Cluster first;
    private Cluster second;

    @BeforeEach
    void join() {
        cluster = new TestCluster(directory);
        effects = cluster.effects();
        first = cluster.node("first");
        second = cluster.node("second");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void execution_of_one_node_takes_a_signal_from_another_once() throws Exception {
        awaitStatus(start(first, Workflows.waiter("w"), "e1"), ExecutionStatus.WAITING);

        assertThat(second.engine().send("e1", new Instruction.Signal("go", Map.of("n", 1L))))
                .isTrue();

        awaitEnd(second, "e1", ExecutionStatus.COMPLETED);
        assertThat(effects.count("begin-once")).isEqualTo(1);
        assertThat(second.engine().send("e1", new Instruction.Signal("go", null)))
                .isFalse();
    }

    @Test
    void execution_of_one_node_is_paused_resumed_and_cancelled_from_another() throws Exception {
        ExecutionHandle handle = start(first, Workflows.sleeper("w", 600_000), "e1");
        awaitStatus(handle, ExecutionStatus.WAITING);

        second.engine().send("e1", new Instruction.Pause());
        awaitStatus(handle, ExecutionStatus.PAUSED);
        second.engine().send("e1", new Instruction.Resume());
        awaitStatus(handle, ExecutionStatus.WAITING);
        second.engine().send("e1", new Instruction.Cancel());

        awaitEnd(second, "e1", ExecutionStatus.CANCELLED);
        assertThat(effects.count("begin")).isEqualTo(1);
    }

    @Test
    void transaction_that_a_stopped_node_left_open_does_not_keep_the_others_from_declaring_it_dead() throws Exception {
        PostgresDialect dialect = new PostgresDialect(cluster::connection, "millrace", "the test's database");
        // nobody has its lock
        try (Connection stopped = dialect.openWriter();
                Statement statement = stopped.createStatement()) {
            statement.execute("INSERT INTO cluster_node (id, name, protocol) VALUES (1000, 'stopped', 1)");
            statement.execute("INSERT INTO cluster_heartbeat (node_id) VALUES (1000)");
            stopped.commit();
            statement.execute("SELECT fenced FROM cluster_node WHERE id = 1000 FOR SHARE");

            until(
                    "declared dead",
                    () -> cluster.number("SELECT COUNT(*) FROM millrace.cluster_node WHERE id = 1000 AND fenced") == 1);

            assertThatThrownBy(stopped::commit).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void one_id_starts_once_however_many_nodes_start_it_at_once() throws Exception {
        Workflow workflow = Workflows.ladder("w", 1, 0);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int refused = 0;
        try {
            for (int round = 0; round < 10; round++) {
                String id = "round-" + round;
                List<Callable<ExecutionHandle>> starts = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    Cluster node = i % 2 == 0 ? first : second;
                    starts.add(() -> start(node, workflow, id));
                }
                for (Future<ExecutionHandle> started : threads.invokeAll(starts)) {
                    try {
                        started.get();
                    } catch (java.util.concurrent.ExecutionException e) {
                        assertThat(e.getCause())
                                .isInstanceOfSatisfying(
                                        StartRefusedException.class,
                                        refusal -> assertThat(refusal.reason())
                                                .isEqualTo(StartRefusedException.Reason.ALREADY_STARTED));
                        refused++;
                    }
                }
                awaitEnd(first, id, ExecutionStatus.COMPLETED);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(refused).isEqualTo(70);
        assertThat(effects.perStep("begin-once"))
                .hasSize(10)
                .allSatisfy((step, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void id_that_has_been_used_by_one_node_is_refused_by_another() throws Exception {
        start(first, Workflows.ladder("w", 1, 0), "e1");
        awaitEnd(first, "e1", ExecutionStatus.COMPLETED);

        assertThatThrownBy(() -> start(second, Workflows.ladder("w", 1, 0), "e1"))
                .isInstanceOf(StartRefusedException.class);
    }

    @Test
    void executions_of_a_node_that_is_closed_go_on_at_once_on_another() throws Exception {
        for (int i = 0; i < 5; i++) {
            start(first, Workflows.ladder("w", 10, 100), "l" + i);
            start(first, Workflows.fork("f", 3, 10, 100), "f" + i);
            start(first, Workflows.sleeper("s", 3_000), "s" + i);
        }
        until("work under way", () -> effects.count("begin") > 15);

        first.close(Duration.ofSeconds(5));

        for (int i = 0; i < 5; i++) {
            awaitEnd(second, "l" + i, ExecutionStatus.COMPLETED);
            awaitEnd(second, "f" + i, ExecutionStatus.COMPLETED);
            awaitEnd(second, "s" + i, ExecutionStatus.COMPLETED);
        }
        assertThat(effects.perStep("begin-once"))
                .hasSize(50)
                .allSatisfy((step, times) -> assertThat(times).isEqualTo(1));
        assertThat(effects.countOn("second", "begin")).isPositive();
        assertThat(second.nodes())
                .extracting(ClusterNode::state)
                .containsExactly(ClusterNode.State.GONE, ClusterNode.State.LIVING);
    }

    @Test
    void execution_whose_instructions_cannot_be_read_is_handed_out_again_until_it_can_go_on() throws Exception {
        awaitStatus(start(first, Workflows.sleeper("s", 3_000), "e1"), ExecutionStatus.WAITING);
        cluster.execute("ALTER TABLE millrace.cluster_inbox RENAME TO hidden");

        first.close();
        until("a failed attempt", () -> cluster.number("SELECT attempts FROM millrace.cluster_execution") == 1);
        cluster.execute("ALTER TABLE millrace.hidden RENAME TO cluster_inbox");

        awaitEnd(second, "e1", ExecutionStatus.COMPLETED);
    }

    @Test
    void what_was_handed_out_long_ago_is_forgotten() throws Exception {
        start(first, Workflows.sleeper("s", 600_000), "old");
        start(first, Workflows.sleeper("s", 600_000), "new");
        first.close();
        until(
                "taken up",
                () -> second.engine().find("old").isPresent()
                        && second.engine().find("new").isPresent());
        until("all handed out", () -> cluster.number(HANDED_OUT + " AND completed_at IS NULL") == 0);
        cluster.execute("UPDATE millrace_queue.workflow_status SET completed_at = completed_at - 3601000"
                + " WHERE workflow_uuid LIKE 'old~%'");

        cluster.node("third");

        until("forgotten", () -> cluster.number(HANDED_OUT + " AND workflow_uuid LIKE 'old~%'") == 0);
        assertThat(cluster.number(HANDED_OUT + " AND workflow_uuid LIKE 'new~%'"))
                .isPositive();
        assertThat(second.engine().send("old", new Instruction.Cancel())).isTrue();
        awaitEnd(second, "old", ExecutionStatus.CANCELLED);
    }

    @Test
    void node_whose_lock_session_is_cut_joins_again_and_no_step_is_taken_twice() throws Exception {
        for (int i = 0; i < 10; i++) {
            start(first, Workflows.ladder("w", 8, 20), "e" + i);
        }
        until("work under way", () -> effects.countOn("first", "begin-once") > 5);

        cluster.execute("SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                + " WHERE l.locktype = 'advisory' AND a.application_name = 'millrace first'");

        for (int i = 0; i < 10; i++) {
            until("the end", () -> first.deadLetters().isEmpty());
            String id = "e" + i;
            until("the end of " + id, () -> ended(second, id).isPresent());
        }
        assertThat(effects.perStep("begin-once"))
                .allSatisfy((step, times) -> assertThat(times).isEqualTo(1));
        until("joined again", () -> first.health() == ClusterHealth.JOINED);
        assertThat(second.nodes()).hasSize(3);
    }

    @Test
    void trigger_fires_once_in_the_cluster() throws Exception {
        first.engine()
                .deploy(Workflow.builder("t")
                        .id("t")
                        .reentry(ReentryBehavior.ALLOW_PARALLEL)
                        .trigger("tick", "trigger_half_second", Map.of())
                        .step("mark", "mark_once", Map.of())
                        .build());

        until("some firings", () -> effects.count("end-once") >= 5);
        second.engine().undeploy("t");
        long firings = cluster.number("SELECT COUNT(*) FROM millrace.cluster_execution");
        long seconds = cluster.number("SELECT CEIL(EXTRACT(EPOCH FROM MAX(changed_at) - MIN(changed_at)))::bigint"
                + " FROM millrace.cluster_execution");

        assertThat(firings).isLessThanOrEqualTo(2 * seconds + 1);
    }

    @Test
    void node_of_another_protocol_takes_nothing_up() throws Exception {
        second.close();
        cluster.node(cluster.settings("newer").speaking(2));
        start(first, Workflows.sleeper("s", 100), "e1");

        first.close();
        Cluster third = cluster.node("third");

        awaitEnd(third, "e1", ExecutionStatus.COMPLETED);
        assertThat(effects.countOn("newer", "begin")).isZero();
    }
}
