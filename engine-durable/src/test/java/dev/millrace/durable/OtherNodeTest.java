package dev.millrace.durable;

import static dev.millrace.durable.Patience.until;
import static dev.millrace.durable.TestCluster.awaitEnd;
import static dev.millrace.durable.TestCluster.awaitStatus;
import static dev.millrace.durable.TestCluster.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.peer.Instruction;
import dev.millrace.work.Completion;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node does about executions that another one has. */
class OtherNodeTest {
    @TempDir
    private Path directory;

    private TestCluster cluster;
    private Cluster first;
    private Cluster second;

    @BeforeEach
    void join() {
        cluster = new TestCluster(directory);
        first = cluster.node("first");
        second = cluster.node("second");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void awaitEmptyInbox() throws Exception {
        until("all instructions obeyed", () -> cluster.number("SELECT COUNT(*) FROM millrace.cluster_inbox") == 0);
    }

    @Test
    void execution_is_paused_and_resumed_in_the_order_in_which_it_was_told() throws Exception {
        ExecutionHandle handle = start(first, Workflows.waiter("w"), "e1");
        awaitStatus(handle, ExecutionStatus.WAITING);

        second.engine().send("e1", new Instruction.Pause());
        for (int i = 0; i < 20; i++) {
            second.engine().send("e1", new Instruction.Resume());
            second.engine().send("e1", new Instruction.Pause());
        }
        second.engine().send("e1", new Instruction.Signal("go", null));
        awaitEmptyInbox();
        awaitStatus(handle, ExecutionStatus.PAUSED);
        assertThat(cluster.effects().count("begin-once")).isZero();

        second.engine().send("e1", new Instruction.Resume());
        awaitEnd(second, "e1", ExecutionStatus.COMPLETED);
        assertThat(cluster.effects().count("begin-once")).isEqualTo(1);
    }

    @Test
    void paused_execution_stays_paused_on_the_node_that_takes_it_up() throws Exception {
        ExecutionHandle handle = start(first, Workflows.waiter("w"), "e1");
        awaitStatus(handle, ExecutionStatus.WAITING);
        second.engine().send("e1", new Instruction.Pause());
        awaitStatus(handle, ExecutionStatus.PAUSED);
        awaitEmptyInbox();

        first.close();
        until("taken up", () -> second.engine().find("e1").isPresent());
        ExecutionHandle takenUp = second.engine().find("e1").orElseThrow();
        awaitStatus(takenUp, ExecutionStatus.PAUSED);
        takenUp.signal("go", null);
        assertThat(cluster.effects().count("begin-once")).isZero();

        takenUp.resume();
        awaitEnd(second, "e1", ExecutionStatus.COMPLETED);
    }

    @Test
    void signals_of_many_senders_are_each_taken_once() throws Exception {
        ExecutionHandle handle = start(first, Workflows.waiterForTwo("w"), "e1");
        awaitStatus(handle, ExecutionStatus.WAITING);

        List.of(first, second).parallelStream()
                .forEach(node -> node.engine().send("e1", new Instruction.Signal("go", null)));

        awaitEnd(second, "e1", ExecutionStatus.COMPLETED);
        assertThat(cluster.effects().perStep("begin-once"))
                .hasSize(2)
                .allSatisfy((step, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void signal_that_is_delivered_again_is_not_taken_again_not_even_by_the_next_node() throws Exception {
        ExecutionHandle handle = start(first, Workflows.waiterForTwo("w"), "e1");
        awaitStatus(handle, ExecutionStatus.WAITING);
        second.engine().send("e1", new Instruction.Signal("go", null));
        until("taken", () -> cluster.effects().count("end-once") == 1);
        awaitEmptyInbox();
        String again = "INSERT INTO millrace.cluster_inbox (id, execution_id, content) OVERRIDING SYSTEM VALUE"
                + " SELECT last_value, 'e1', '{\"signal\":\"go\",\"payload\":null}' FROM"
                + " millrace.cluster_inbox_id_seq";

        cluster.execute(again);
        awaitEmptyInbox();
        awaitStatus(handle, ExecutionStatus.WAITING);
        first.close();
        cluster.execute(again);
        until("taken up", () -> second.engine().find("e1").isPresent());
        awaitEmptyInbox();
        awaitStatus(second.engine().find("e1").orElseThrow(), ExecutionStatus.WAITING);
        assertThat(cluster.effects().count("begin-once")).isEqualTo(1);

        second.engine().send("e1", new Instruction.Signal("go", null));
        awaitEnd(second, "e1", ExecutionStatus.COMPLETED);
        assertThat(cluster.effects().count("begin-once")).isEqualTo(2);
    }

    @Test
    void work_item_is_listed_and_completed_on_another_node() throws Exception {
        start(first, Workflows.question("w", "ann"), "e1");
        WorkItemFilter ofAnn = WorkItemFilter.open().awaiting("ann");
        until("asked", () -> !second.engine().workItems().list(ofAnn).isEmpty());
        WorkItem item = second.engine().workItems().list(ofAnn).get(0);
        assertThat(item.origin().executionId()).isEqualTo("e1");

        second.engine().workItems().complete(item.id(), Completion.of("ann", "approve"));

        awaitEnd(second, "e1", ExecutionStatus.COMPLETED);
        ExecutionView view = TestCluster.ended(second, "e1").orElseThrow();
        assertThat(view.outputs()).containsEntry("ask", Map.of("action", "approve"));
        assertThat(first.engine().workItems().list(ofAnn)).isEmpty();
    }
}
