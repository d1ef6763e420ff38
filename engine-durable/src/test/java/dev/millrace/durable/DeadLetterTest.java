package dev.millrace.durable;

import static dev.millrace.durable.Patience.until;
import static dev.millrace.durable.TestCluster.awaitEnd;
import static dev.millrace.durable.TestCluster.awaitStatus;
import static dev.millrace.durable.TestCluster.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import dev.millrace.peer.Instruction;
import dev.millrace.workflow.Workflow;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions that no node can go on with, until somebody decides. */
class DeadLetterTest {
    private static final Workflow WORKFLOW = Workflows.waiter("w");

    @TempDir
    private Path directory;

    private TestCluster cluster;
    private Cluster second;
    private Cluster third;

    /** Its definition gets lost, so the nodes that it is handed to cannot go on with it. */
    @BeforeEach
    void makeOne() throws Exception {
        cluster = new TestCluster(directory);
        Cluster first = cluster.node("first");
        awaitStatus(start(first, WORKFLOW, "e1"), ExecutionStatus.WAITING);
        cluster.execute("DELETE FROM millrace.definition");
        second = cluster.node(cluster.settings("second").withMaxAttempts(1));
        third = cluster.node(cluster.settings("third").withMaxAttempts(1));
        first.close();
        until("a dead letter", () -> !second.deadLetters().isEmpty());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void dead_letter_is_told_of_on_every_node_and_goes_on_nowhere() {
        assertThat(second.deadLetters())
                .containsExactlyElementsOf(third.deadLetters())
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.executionId()).isEqualTo("e1");
                    assertThat(letter.workflowId()).isEqualTo("w");
                    assertThat(letter.attempts()).isEqualTo(1);
                });
        assertThat(second.engine().find("e1")).isEmpty();
        assertThat(third.engine().find("e1")).isEmpty();
    }

    @Test
    void dead_letter_that_is_retried_goes_on_where_it_stood() throws Exception {
        second.engine().deploy(WORKFLOW);

        assertThat(third.retry("e1")).isTrue();
        second.engine().send("e1", new Instruction.Signal("go", null));

        awaitEnd(second, "e1", ExecutionStatus.COMPLETED);
        assertThat(cluster.effects().count("end-once")).isEqualTo(1);
        assertThat(second.deadLetters()).isEmpty();
    }

    @Test
    void dead_letter_that_is_retried_too_soon_is_one_again() throws Exception {
        assertThat(third.retry("e1")).isTrue();

        until("a dead letter once more", () -> third.deadLetters().size() == 1);
    }

    @Test
    void dead_letter_that_is_cancelled_ends_before_any_of_its_steps() throws Exception {
        second.engine().send("e1", new Instruction.Signal("go", null));
        second.engine().deploy(WORKFLOW);

        assertThat(second.cancel("e1")).isTrue();

        awaitEnd(third, "e1", ExecutionStatus.CANCELLED);
        assertThat(cluster.effects().count("begin-once")).isZero();
        assertThat(third.deadLetters()).isEmpty();
    }

    @Test
    void what_is_no_dead_letter_is_neither_retried_nor_cancelled() throws Exception {
        var lives = start(second, Workflows.sleeper("s", 600_000), "e2");
        awaitStatus(lives, ExecutionStatus.WAITING);

        assertThat(second.retry("e2")).isFalse();
        assertThat(third.cancel("e2")).isFalse();
        assertThat(third.retry("nobody")).isFalse();
        assertThat(lives.view().status()).isEqualTo(ExecutionStatus.WAITING);
    }
}
