package dev.millrace.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.Retention;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.ManualClock;
import dev.millrace.store.RecordStore;
import dev.millrace.store.WorkflowStore;
import dev.millrace.work.Completion;
import dev.millrace.work.Decision;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.work.WorkItemStore;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forms and objects without HTTP. What is stored is all that a restart leaves. */
class BusinessObjectsTest {
    private static final Author ADMIN = Author.of("admin");
    private static final String APPROVAL = "approve";

    private final ManualClock clock = ManualClock.at("2026-01-05T10:45:51Z");
    private final RecordStore records = RecordStore.inMemory();
    private final WorkflowStore workflows = WorkflowStore.inMemory();
    private final WorkItemStore items = WorkItemStore.inMemory();
    private final ExecutionStore executions = ExecutionStore.inMemory();
    private final ExecutionHistory history = ExecutionHistory.inMemory(Retention.DEFAULT, clock);
    private Millrace engine;
    private BusinessObjects objects;

    BusinessObjectsTest() {
        this.objects = newObjects();
        this.engine = newEngine(objects);
        objects.runOn(engine);
        engine.deploy(Workflow.builder("Rule")
                .id("rule")
                .step("o", "output", Map.of("value", 1))
                .build());
        engine.deploy(Workflow.builder("Approval")
                .id(APPROVAL)
                .step("a", "activity", Map.of("kind", "approve", "name", "Approve", "assignees", "ann"))
                .build());
        objects.addForm(Form.read(form("Note", "")));
        objects.addForm(Form.read(form("Purchase", APPROVAL)));
    }

    private BusinessObjects newObjects() {
        return BusinessObjects.builder()
                .records(records)
                .clock(clock, clock)
                .directory(Directory.of(List.of(new Directory.User("admin", "root", "Admin", "", true)), List.of()))
                .build();
    }

    private Millrace newEngine(BusinessObjects service) {
        return service.addTo(Millrace.builder())
                .clock(clock, clock)
                .workflows(workflows)
                .workItems(items)
                .executions(executions)
                .history(history)
                .build();
    }

    private static Map<String, Object> form(String code, String workflowId) {
        return Map.of(
                "schemaCode",
                code,
                "workflowId",
                workflowId,
                "properties",
                List.of(Map.of("code", "F_No", "type", "text", "required", true, "unique", true)),
                "rules",
                List.of(Map.of("on", "effective", "workflowId", "rule")));
    }

    /** As if the process had died: nothing is told to end. */
    private void restart() {
        objects = newObjects();
        engine = newEngine(objects);
        engine.recover();
        objects.runOn(engine);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Receipt create(String form, String number, Submission submission) {
        return objects.create(form, Map.of("F_No", number), submission, ADMIN)
                .toCompletableFuture()
                .join();
    }

    private Object status(String form, String id) {
        return Objects.requireNonNull(objects.load(form, id).get("Status"));
    }

    private int runsOf(String workflowId) {
        return history.list(HistoryFilter.any().ofWorkflow(workflowId), 0, 0).total();
    }

    private void approve(String executionId) {
        String item = engine.workItems()
                .list(WorkItemFilter.open().ofExecution(executionId))
                .get(0)
                .id();
        engine.workItems().complete(item, Completion.of("ann", APPROVAL));
        engine.find(executionId).orElseThrow().completion().join();
    }

    /** The end of an execution is put into its object by the thread that ends it. */
    private void awaitStatus(long expected, String form, String id) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!status(form, id).equals(expected) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(status(form, id)).isEqualTo(expected);
    }

    @Test
    void forms_objects_and_their_numbers_are_there_after_a_restart() {
        Receipt receipt = create("Note", "1", Submission.SUBMIT);
        Map<String, ?> before = objects.load("Note", receipt.objectId());

        restart();

        assertThat(objects.form("Note")).isPresent();
        assertThat(objects.load("Note", receipt.objectId())).isEqualTo(before);
        Receipt next = create("Note", "2", Submission.SAVE);
        assertThat(String.valueOf(objects.load("Note", next.objectId()).get("SeqNo")))
                .endsWith("2");
    }

    @Test
    void unique_value_is_taken_after_a_restart_too() {
        create("Note", "1", Submission.SAVE);

        restart();

        assertThatThrownBy(() -> create("Note", "1", Submission.SAVE))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("F_No already exists: 1");
    }

    @Test
    void rule_whose_start_was_not_noted_before_a_crash_is_not_started_again() {
        ObjectStore store = ObjectStore.over(records);
        ObjectStore.Firing firing = new ObjectStore.Firing(
                "o/1/effective/0", "rule", Starts.executionId("o/1/effective/0"), Map.of(), false);
        store.commit(List.of(), List.of(firing));
        restart();
        engine.find(firing.executionId()).orElseThrow().completion().join();
        store.commit(List.of(), List.of(firing)); // as if settling had not come to the store

        restart();

        assertThat(store.unsettled()).isEmpty();
        assertThat(runsOf("rule")).isEqualTo(1);
    }

    @Test
    void object_that_was_stored_before_its_workflow_started_goes_through_it_once() {
        Receipt receipt = create("Purchase", "1", Submission.SUBMIT);

        restart();

        assertThat(engine.workItems().list(WorkItemFilter.open())).hasSize(1);
        approve(receipt.workflowInstanceId());
        awaitStatus(1, "Purchase", receipt.objectId());
        restart();
        assertThat(status("Purchase", receipt.objectId())).isEqualTo(1L);
        assertThat(runsOf("rule")).isEqualTo(1);
    }

    @Test
    void approval_that_came_while_no_process_ran_gives_the_object_as_it_is_then() {
        engine.deploy(Workflow.builder("Asked")
                .id("asked")
                .step("a", "activity", Map.of("name", "Approve", "assignees", "ann"))
                .step("o", "output", Map.of("value", "{{a.bizObject.F_No}}"))
                .build());
        objects.addForm(Form.read(form("Asked", "asked")));
        Receipt receipt = create("Asked", "1", Submission.SUBMIT);
        objects.update("Asked", receipt.objectId(), Map.of("F_No", "2"), Submission.SAVE, Optional.empty(), ADMIN)
                .toCompletableFuture()
                .join();
        engine.workItems()
                .list(WorkItemFilter.open().ofExecution(receipt.workflowInstanceId()))
                .forEach(item ->
                        items.replace(item, item.with(Decision.of(Completion.of("ann", APPROVAL), item.createdAt()))));

        restart();

        awaitStatus(1, "Asked", receipt.objectId());
        assertThat(history.find(receipt.workflowInstanceId()).orElseThrow().output())
                .isEqualTo("2");
    }

    @Test
    void object_in_effect_can_be_sent_through_its_workflow_again() {
        Receipt first = create("Purchase", "1", Submission.SUBMIT);
        approve(first.workflowInstanceId());
        awaitStatus(1, "Purchase", first.objectId());

        Receipt second = objects.reactivate("Purchase", first.objectId(), ADMIN)
                .toCompletableFuture()
                .join();

        assertThat(second.workflowInstanceId()).isNotEqualTo(first.workflowInstanceId());
        assertThat(status("Purchase", first.objectId())).isEqualTo(2L);
        assertThat(engine.workItems().list(WorkItemFilter.open().ofExecution(second.workflowInstanceId())))
                .hasSize(1);
    }

    @Test
    void object_that_runs_cannot_be_sent_again() {
        Receipt receipt = create("Purchase", "1", Submission.SUBMIT);

        assertThatThrownBy(() -> objects.reactivate("Purchase", receipt.objectId(), ADMIN)
                        .toCompletableFuture()
                        .join())
                .hasRootCauseInstanceOf(ObjectException.class);
        assertThat(status("Purchase", receipt.objectId())).isEqualTo(2L);
    }

    @Test
    void file_of_an_object_is_there_after_a_restart_and_goes_with_its_object() {
        Map<String, Object> withFile =
                Map.of("schemaCode", "Filed", "properties", List.of(Map.of("code", "F_File", "type", "attachment")));
        objects.addForm(Form.read(withFile));
        String id = objects.create("Filed", Map.of(), Submission.SAVE, ADMIN)
                .toCompletableFuture()
                .join()
                .objectId();
        Attachment file = objects.attach(
                "Filed", "F_File", id, Optional.empty(), "a.bin", "application/octet-stream", new byte[] {0, -1, 7});

        restart();

        assertThat(objects.attachment(file.id())).contains(file);
        assertThat(objects.content(file.id())).contains(new byte[] {0, -1, 7});
        objects.remove("Filed", id, ADMIN).toCompletableFuture().join();
        assertThat(objects.attachment(file.id())).isEmpty();
        assertThat(objects.content(file.id())).isEmpty();
    }
}
