package dev.millrace.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.Retention;
import dev.millrace.store.ManualClock;
import dev.millrace.store.RecordStore;
import dev.millrace.store.WorkflowStore;
import dev.millrace.work.Completion;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is to start because of an object, on an engine that runs one execution of each workflow at once. */
class BusyEngineTest {
    private static final Author ADMIN = Author.of("admin");

    private final ManualClock clock = ManualClock.at("2026-01-05T10:45:51Z");
    private final RecordStore records = RecordStore.inMemory();
    private final ObjectStore stored = ObjectStore.over(records);
    private final WorkflowStore workflows = WorkflowStore.inMemory();
    private final ExecutionHistory history = ExecutionHistory.inMemory(Retention.DEFAULT, clock);
    private BusinessObjects objects;
    private Millrace engine;

    BusyEngineTest() {
        this.objects = newObjects();
        this.engine = newEngine();
        objects.runOn(engine);
        engine.deploy(Workflow.builder("Rule")
                .id("rule")
                .step("wait", "wait_signal", Map.of("name", "go"))
                .build());
        engine.deploy(Workflow.builder("Approval")
                .id("approval")
                .step("a", "activity", Map.of("kind", "approve", "name", "Approve", "assignees", "ann"))
                .build());
        objects.addForm(form("Note", "", List.of(Map.of("on", "effective", "workflowId", "rule"))));
        objects.addForm(form("Purchase", "approval", List.of()));
    }

    private BusinessObjects newObjects() {
        return BusinessObjects.builder()
                .records(records)
                .clock(clock, clock)
                .directory(Directory.of(List.of(new Directory.User("admin", "root", "Admin", "", true)), List.of()))
                .build();
    }

    private Millrace newEngine() {
        return Millrace.builder()
                .clock(clock, clock)
                .workflows(workflows)
                .history(history)
                .maxConcurrentPerWorkflow(1)
                .build();
    }

    private static Form form(String code, String workflowId, List<?> rules) {
        return Form.read(Map.of(
                "schemaCode",
                code,
                "workflowId",
                workflowId,
                "properties",
                List.of(Map.of("code", "F_No", "type", "text")),
                "rules",
                rules));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Two objects, of which the second finds no room. */
    private CompletableFuture<Receipt> createTwo(String form) {
        objects.create(form, Map.of(), Submission.SUBMIT, ADMIN)
                .toCompletableFuture()
                .getNow(null);
        return objects.create(form, Map.of(), Submission.SUBMIT, ADMIN).toCompletableFuture();
    }

    private List<String> runs() {
        return history.list(HistoryFilter.any().ofWorkflow("rule"), 0, 10).executions().stream()
                .map(execution -> execution.executionId())
                .toList();
    }

    /** Lets an execution of the rule's workflow end. */
    private void go(String executionId) {
        ExecutionHandle execution = engine.find(executionId).orElseThrow();
        execution.signal("go", null);
        execution.completion().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private List<WorkItem> openItems() {
        return engine.workItems().list(WorkItemFilter.open());
    }

    /** What an execution comes to is done by the engine's threads. */
    private void awaitOpen(String name) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (openItems().stream().noneMatch(item -> item.assignment().name().equals(name))) {
            assertThat(System.nanoTime()).as("nothing waits at %s", name).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void complete(WorkItem item) {
        engine.workItems().complete(item.id(), Completion.of("ann", "approve"));
        engine.find(item.origin().executionId())
                .map(ExecutionHandle::completion)
                .orElseThrow()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void rule_that_finds_no_room_starts_when_there_is_and_once() {
        CompletableFuture<Receipt> second = createTwo("Note");
        assertThat(runs()).hasSize(1);
        go(runs().get(0));
        assertThat(runs()).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        assertThat(runs()).hasSize(2);
        go(runs().get(0));

        clock.advance(Duration.ofMinutes(10));
        assertThat(runs()).hasSize(2);
        assertThat(stored.unsettled()).isEmpty();
        assertThat(second).succeedsWithin(Duration.ofSeconds(10)); // by the thread that ends the rule's execution
    }

    @Test
    void waits_between_tries_grow_to_a_minute() {
        CompletableFuture<Receipt> second = createTwo("Note");
        clock.advance(Duration.ofSeconds(1 + 2 + 4 + 8 + 16 + 32));

        go(runs().get(0));
        clock.advance(Duration.ofSeconds(59));
        assertThat(runs()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));

        assertThat(runs()).hasSize(2);
        assertThat(second).isCompleted();
    }

    @Test
    void answer_does_not_wait_longer_than_a_rule_may_take() {
        CompletableFuture<Receipt> second = createTwo("Note");

        clock.advance(Duration.ofSeconds(9));
        assertThat(second).isNotDone();
        clock.advance(Duration.ofSeconds(1));

        assertThat(second).isCompleted();
    }

    @Test
    void rule_that_no_process_had_room_for_starts_with_the_next() {
        CompletableFuture<Receipt> second = createTwo("Note");
        engine.close();

        objects = newObjects();
        engine = newEngine();
        objects.runOn(engine);

        assertThat(second).isNotDone();
        assertThat(engine.find(runs().get(0))).isPresent();
        assertThat(stored.unsettled()).isEmpty();
    }

    @Test
    void object_whose_workflow_has_no_room_is_submitted_when_it_has() {
        CompletableFuture<Receipt> second = createTwo("Purchase");
        clock.advance(Duration.ofSeconds(20));
        assertThat(second).isCompleted();
        awaitOpen("Approve");
        assertThat(openItems()).hasSize(1);

        complete(openItems().get(0));
        clock.advance(Duration.ofSeconds(11));

        awaitOpen("Approve");
        assertThat(openItems())
                .extracting(item -> item.origin().executionId())
                .containsExactly(second.join().workflowInstanceId());
    }

    @Test
    void object_that_is_removed_before_its_workflow_starts_starts_none() {
        CompletableFuture<Receipt> second = createTwo("Purchase");
        clock.advance(Duration.ofSeconds(20));
        awaitOpen("Approve");

        objects.remove("Purchase", second.join().objectId(), ADMIN)
                .toCompletableFuture()
                .join();
        complete(openItems().get(0));
        clock.advance(Duration.ofMinutes(5));

        assertThat(openItems()).isEmpty();
        assertThat(stored.unsettled()).isEmpty();
        assertThat(engine.find(second.join().workflowInstanceId())).isEqualTo(Optional.empty());
    }
}
