package dev.millrace.modules;

import static dev.millrace.modules.ManualEngine.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.StartRequest;
import dev.millrace.WorkItemRefusedException;
import dev.millrace.WorkItemRefusedException.Reason;
import dev.millrace.WorkItems;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.ExecutionStore;
import dev.millrace.work.Assignment;
import dev.millrace.work.Completion;
import dev.millrace.work.Decision;
import dev.millrace.work.ObjectLookup;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItem.State;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.work.WorkItemStore;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The module activity and the work items it makes, through the engine. */
class ActivityTest {
    private final ManualEngine engine = ManualEngine.create();
    private final WorkItems items = engine.millrace.workItems();

    @AfterEach
    void close() {
        engine.close();
    }

    private static Workflow.Builder approval(Map<String, ?> parameters) {
        return workflow().step("a", "activity", parameters).step("o", "output", Map.of("value", "{{a.action}}"));
    }

    private ExecutionHandle start(Workflow.Builder workflow) {
        return engine.start(workflow.build(), StartRequest.plain());
    }

    private WorkItem onlyOpen() {
        assertThat(items.list(WorkItemFilter.open())).hasSize(1);
        return items.list(WorkItemFilter.open()).get(0);
    }

    @Test
    void step_makes_a_work_item_and_waits_without_a_thread() {
        ExecutionHandle handle = start(workflow()
                .step(
                        "who",
                        "create_variable",
                        Map.of("type", "list", "value", List.of("ann", "bo"), "variableName", "who"))
                .step(
                        "a",
                        "activity",
                        Map.of(
                                "name",
                                "Approve [[amount]]",
                                "assignees",
                                "[[who]]",
                                "data",
                                Map.of("schemaCode", "order"),
                                "timeoutMs",
                                60_000)));

        assertThat(engine.isIdle()).isTrue();
        assertThat(engine.status(handle)).isEqualTo(ExecutionStatus.WAITING);
        WorkItem item = onlyOpen();
        assertThat(item.origin()).isEqualTo(new WorkItem.Origin(handle.id(), "w", "a"));
        assertThat(item.assignment())
                .isEqualTo(new Assignment(
                        Assignment.Kind.APPROVE,
                        "Approve",
                        List.of("ann", "bo"),
                        Assignment.Mode.ANY,
                        List.of("approve", "reject"),
                        Map.of("schemaCode", "order")));
        assertThat(item.createdAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(item.dueAt()).isEqualTo(Instant.parse("2026-01-01T00:01:00Z"));
        assertThat(items.list(WorkItemFilter.open().awaiting("bo"))).containsExactly(item);
        assertThat(items.list(WorkItemFilter.open().awaiting("cy"))).isEmpty();
        assertThat(items.list(WorkItemFilter.any().ofExecution(handle.id()))).containsExactly(item);
    }

    @Test
    void completion_gives_the_outputs_and_the_execution_goes_on() {
        ExecutionHandle handle = start(approval(Map.of("assignees", "ann")));
        WorkItem item = onlyOpen();
        engine.advance(Duration.ofSeconds(1));

        WorkItem completed = items.complete(
                item.id(), Completion.of("ann", "approve").withComment("fine").withValues(Map.of("amount", 5)));
        ExecutionResult result = engine.finish(handle);

        assertThat(completed.state()).isEqualTo(State.COMPLETED);
        assertThat(result.output()).isEqualTo("approve");
        assertThat(result.outputs("a"))
                .containsEntry("by", "ann")
                .containsEntry("comment", "fine")
                .containsEntry("values", Map.of("amount", 5L))
                .containsEntry(
                        "completedAt", Instant.parse("2026-01-01T00:00:01Z").toEpochMilli())
                .containsEntry("workItemId", item.id())
                .containsEntry("bizObject", null);
    }

    @Test
    void output_has_the_business_object_as_it_is_when_the_item_is_completed() {
        Map<String, Map<String, Object>> orders = new HashMap<>();
        orders.put("o-1", Map.of("F_Amount", 1L));
        try (ManualEngine withObjects = ManualEngine.with(builder -> builder.service(
                ObjectLookup.class,
                (schemaCode, id) -> Optional.ofNullable(schemaCode.equals("Order") ? orders.get(id) : null)))) {
            ExecutionHandle handle = withObjects.start(
                    approval(Map.of("assignees", "ann")).build(),
                    StartRequest.plain()
                            .withTriggerData(Map.of(
                                    "schemaCode", "Order", "bizObjectId", "o-1", "bizObject", orders.get("o-1"))));
            orders.put("o-1", Map.of("F_Amount", 2L));

            WorkItem item =
                    withObjects.millrace.workItems().list(WorkItemFilter.open()).get(0);
            withObjects.millrace.workItems().complete(item.id(), Completion.of("ann", "approve"));

            assertThat(withObjects.finish(handle).outputs("a")).containsEntry("bizObject", Map.of("F_Amount", 2L));
        }
    }

    @Test
    void output_has_the_business_object_when_the_engine_answers() {
        try (ManualEngine withObjects = ManualEngine.with(builder -> builder.service(
                ObjectLookup.class, (schemaCode, id) -> Optional.of(Map.of("form", schemaCode, "id", id))))) {
            ExecutionHandle handle = withObjects.start(
                    approval(Map.of("assignees", "ann", "timeoutMs", 1000, "onTimeout", "reject"))
                            .build(),
                    StartRequest.plain().withTriggerData(Map.of("schemaCode", "Order", "bizObjectId", "o-1")));

            withObjects.advance(Duration.ofSeconds(1));

            assertThat(withObjects.finish(handle).outputs("a"))
                    .containsEntry("bizObject", Map.of("form", "Order", "id", "o-1"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("aboutNothing")
    void output_has_no_business_object_where_the_execution_is_about_none(String row, Object triggerData) {
        try (ManualEngine withObjects = ManualEngine.with(
                builder -> builder.service(ObjectLookup.class, (schemaCode, id) -> Optional.empty()))) {
            ExecutionHandle handle = withObjects.start(
                    approval(Map.of("assignees", "ann")).build(),
                    StartRequest.plain().withTriggerData(triggerData));

            WorkItem item =
                    withObjects.millrace.workItems().list(WorkItemFilter.open()).get(0);
            withObjects.millrace.workItems().complete(item.id(), Completion.of("ann", "approve"));

            assertThat(withObjects.finish(handle).outputs("a")).containsEntry("bizObject", null);
        }
    }

    static Stream<Arguments> aboutNothing() {
        return Stream.of(
                arguments("started by something else", Map.of("schemaCode", "Order")),
                arguments("its object is gone", Map.of("schemaCode", "Order", "bizObjectId", "o-1")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("twoApprovals")
    void two_approvals_decide_the_way(String row, List<String> answers, String output) {
        ExecutionHandle handle = start(workflow()
                .step("no", "output", Map.of("value", "refused"))
                .step("lead", "activity", Map.of("assignees", "ann"))
                .step("ok", "if_condition", Map.of("condition", "{{lead.action}} == \"approve\""))
                .step("boss", "activity", Map.of("assignees", "bo"))
                .step("ok2", "if_condition", Map.of("condition", "{{boss.action}} == \"approve\""))
                .step("yes", "output", Map.of("value", "ordered"))
                .step("e2", "endif", Map.of())
                .step("e", "endif", Map.of()));

        for (String answer : answers) {
            WorkItem item = onlyOpen();
            items.complete(
                    item.id(), Completion.of(item.assignment().assignees().get(0), answer));
            engine.status(handle);
        }

        assertThat(engine.finish(handle).output()).isEqualTo(output);
    }

    static Stream<Arguments> twoApprovals() {
        return Stream.of(
                arguments("both approve", List.of("approve", "approve"), "ordered"),
                arguments("the second rejects", List.of("approve", "reject"), "refused"),
                arguments("the first rejects", List.of("reject"), "refused"));
    }

    @ParameterizedTest(name = "{0} then {1} gives {2}")
    @MethodSource("answersOfAll")
    void mode_all_needs_every_assignee(String first, String second, String action) {
        ExecutionHandle handle = start(approval(Map.of(
                "assignees", List.of("ann", "bo"), "mode", "all", "actions", List.of("agree", "abstain", "refuse"))));
        WorkItem item = onlyOpen();

        WorkItem half = items.complete(item.id(), Completion.of("bo", first).withValues(Map.of("bo", 1, "both", 1)));

        assertThat(half.isOpen()).isTrue();
        assertThat(engine.status(handle)).isEqualTo(ExecutionStatus.WAITING);
        assertThat(items.list(WorkItemFilter.open().awaiting("bo"))).isEmpty();
        assertThat(items.list(WorkItemFilter.open().awaiting("ann"))).containsExactly(half);

        items.complete(item.id(), Completion.of("ann", second).withValues(Map.of("both", 2)));
        ExecutionResult result = engine.finish(handle);

        assertThat(result.output()).isEqualTo(action);
        assertThat(result.outputs("a"))
                .containsEntry("by", "ann")
                .containsEntry("values", Map.of("bo", 1L, "both", 2L))
                .containsEntry(
                        "decisions",
                        items.find(item.id()).orElseThrow().decisions().stream()
                                .map(Decision::plain)
                                .toList());
    }

    static Stream<Arguments> answersOfAll() {
        return Stream.of(
                arguments("agree", "agree", "agree"),
                arguments("agree", "refuse", "refuse"),
                arguments("refuse", "agree", "refuse"),
                arguments("abstain", "agree", "abstain"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void answer_that_does_not_count_is_refused_and_changes_nothing(
            Reason reason, Completion completion, String message) {
        start(approval(Map.of("assignees", List.of("ann", "bo", "cy"), "mode", "all")));
        String id = onlyOpen().id();
        items.complete(id, Completion.of("bo", "approve"));
        WorkItem before = onlyOpen();

        WorkItemRefusedException refused = catchThrowableOfType(
                WorkItemRefusedException.class,
                () -> items.complete(reason == Reason.UNKNOWN_ITEM ? "none" : id, completion));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageContaining(message);
        assertThat(onlyOpen()).isEqualTo(before);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(Reason.UNKNOWN_ITEM, Completion.of("ann", "approve"), "no work item \"none\""),
                arguments(Reason.NOT_ASSIGNED, Completion.of("eve", "approve"), "not assigned to \"eve\""),
                arguments(Reason.ANSWERED, Completion.of("bo", "reject"), "has the answer of \"bo\" already"),
                arguments(Reason.UNKNOWN_ACTION, Completion.of("ann", "aprove"), "no action \"aprove\"; use approve"),
                arguments(Reason.UNKNOWN_ACTION, Completion.of("ann", "x"), "choose one of approve, reject"));
    }

    @Test
    void completed_item_takes_no_more_answers() {
        start(approval(Map.of("assignees", List.of("ann", "bo"))));
        String id = onlyOpen().id();
        items.complete(id, Completion.of("ann", "approve"));

        WorkItemRefusedException refused = catchThrowableOfType(
                WorkItemRefusedException.class, () -> items.complete(id, Completion.of("bo", "reject")));

        assertThat(refused.reason()).isEqualTo(Reason.NOT_OPEN);
        assertThat(items.find(id).orElseThrow().outcome().orElseThrow().by()).isEqualTo("ann");
    }

    @Test
    void of_answers_at_the_same_time_exactly_one_wins() {
        List<String> people = List.of("p1", "p2", "p3", "p4");
        ExecutionHandle handle = start(approval(Map.of("assignees", people)));
        String id = onlyOpen().id();
        CyclicBarrier together = new CyclicBarrier(people.size());

        List<CompletableFuture<Boolean>> wins = new ArrayList<>();
        people.forEach(person -> wins.add(
                CompletableFuture.supplyAsync(() -> wins(id, person, together), task -> new Thread(task).start())));
        long winners = wins.stream().filter(CompletableFuture::join).count();

        assertThat(winners).isEqualTo(1);
        assertThat(engine.finish(handle).outputs("a"))
                .containsEntry(
                        "by", items.find(id).orElseThrow().decisions().get(0).by());
    }

    private boolean wins(String id, String person, CyclicBarrier together) {
        try {
            together.await();
            items.complete(id, Completion.of(person, "approve"));
            return true;
        } catch (WorkItemRefusedException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void engine_takes_the_named_action_when_time_is_over() {
        ExecutionHandle handle = start(approval(Map.of("assignees", "ann", "timeoutMs", 1000, "onTimeout", "reject")));
        String id = onlyOpen().id();

        engine.advance(Duration.ofSeconds(1));
        ExecutionResult result = engine.finish(handle);

        assertThat(result.output()).isEqualTo("reject");
        assertThat(result.outputs("a")).containsEntry("by", null);
        assertThat(items.find(id).orElseThrow().state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void step_fails_when_time_is_over_and_no_action_is_named() {
        ExecutionHandle handle = start(approval(Map.of("name", "Pay", "assignees", "ann", "timeoutMs", 1000)));
        String id = onlyOpen().id();

        engine.advance(Duration.ofSeconds(1));
        ExecutionResult result = engine.finish(handle);

        assertThat(result.error().orElseThrow().message()).contains("\"Pay\" in time", "onTimeout");
        assertThat(items.find(id).orElseThrow().state()).isEqualTo(State.EXPIRED);
        assertThat(catchThrowableOfType(
                                WorkItemRefusedException.class,
                                () -> items.complete(id, Completion.of("ann", "approve")))
                        .getMessage())
                .contains("it is expired");
    }

    @Test
    void next_attempt_after_an_expired_item_asks_again() {
        ExecutionHandle handle = start(
                approval(Map.of("assignees", "ann", "timeoutMs", 1000, "__error_policy", "RETRY", "__retry_count", 1)));
        String first = onlyOpen().id();

        engine.advance(Duration.ofSeconds(2));

        WorkItem second = onlyOpen();
        assertThat(second.id()).isNotEqualTo(first);
        items.complete(second.id(), Completion.of("ann", "approve"));
        assertThat(engine.finish(handle).output()).isEqualTo("approve");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void item_is_withdrawn_when_nobody_waits_for_it_any_more(String row, Workflow.Builder workflow) {
        ExecutionHandle handle = start(workflow);
        String id = onlyOpen().id();

        if (row.equals("cancelled")) {
            handle.cancel();
        } else {
            engine.advance(Duration.ofSeconds(5));
        }
        engine.finish(handle);

        assertThat(items.find(id).orElseThrow().state()).isEqualTo(State.WITHDRAWN);
    }

    static Stream<Arguments> ends() {
        Map<String, Object> asked = Map.of("assignees", "ann");
        return Stream.of(
                arguments("cancelled", approval(asked)),
                arguments("time limit of the workflow", approval(asked).maxExecutionSeconds(1)),
                arguments("time limit of the step", approval(Map.of("assignees", "ann", "__timeout", 1000))),
                arguments(
                        "another branch was first",
                        workflow()
                                .step("p", "parallel", Map.of("join", "any"))
                                .step("b1", "branch", Map.of())
                                .step("a", "activity", asked)
                                .step("b2", "branch", Map.of())
                                .step("d", "delay", Map.of("duration", 1000))
                                .step("e", "end_parallel", Map.of())));
    }

    @Test
    void step_that_is_reached_again_by_a_jump_or_in_a_loop_asks_again() {
        ExecutionHandle handle = start(workflow()
                .step("fill", "activity", Map.of("kind", "start", "assignees", "ann"))
                .step("w", "while", Map.of("condition", "{{a.action}} != \"approve\""))
                .step("a", "activity", Map.of("assignees", "bo"))
                .step("ew", "end_while", Map.of())
                .step("rounds", "create_variable", Map.of("type", "number", "value", 1, "variableName", "n"))
                .step("j", "jump", Map.of("target_step_index", 1)));
        List<String> ids = new ArrayList<>();

        for (String answer : List.of("Submit", "reject", "approve", "Submit", "Submit")) {
            WorkItem item = onlyOpen();
            ids.add(item.id());
            items.complete(
                    item.id(), Completion.of(item.assignment().assignees().get(0), answer));
            engine.status(handle);
        }

        assertThat(ids).doesNotHaveDuplicates();
        handle.cancel();
    }

    @Test
    void item_completed_while_no_engine_had_the_execution_counts_when_it_is_restored() {
        ExecutionStore executions = ExecutionStore.inMemory();
        WorkItemStore store = WorkItemStore.inMemory();
        Workflow workflow = approval(Map.of("assignees", "ann")).build();
        ManualEngine first =
                ManualEngine.with(builder -> builder.executions(executions).workItems(store));
        String execution = first.start(workflow, StartRequest.plain()).id();
        WorkItem item = first.millrace.workItems().list(WorkItemFilter.open()).get(0);

        try (ManualEngine second =
                ManualEngine.with(builder -> builder.executions(executions).workItems(store))) {
            second.millrace.deploy(workflow);
            second.millrace.workItems().complete(item.id(), Completion.of("ann", "approve"));
            second.millrace.recover();
            ExecutionHandle restored = second.millrace.find(execution).orElseThrow();

            assertThat(second.finish(restored).output()).isEqualTo("approve");
            assertThat(store.list(WorkItemFilter.any())).hasSize(1);
        }
    }

    @Test
    void restored_execution_waits_for_the_item_it_had_made() {
        ExecutionStore executions = ExecutionStore.inMemory();
        WorkItemStore store = WorkItemStore.inMemory();
        Workflow workflow = approval(Map.of("assignees", "ann")).build();
        ManualEngine first =
                ManualEngine.with(builder -> builder.executions(executions).workItems(store));
        String execution = first.start(workflow, StartRequest.plain()).id();

        try (ManualEngine second =
                ManualEngine.with(builder -> builder.executions(executions).workItems(store))) {
            second.millrace.deploy(workflow);
            second.millrace.recover();
            WorkItem item = store.list(WorkItemFilter.open()).get(0);
            second.millrace.workItems().complete(item.id(), Completion.of("ann", "reject"));

            assertThat(second.finish(second.millrace.find(execution).orElseThrow())
                            .output())
                    .isEqualTo("reject");
        }
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("unusable")
    void input_that_cannot_be_used_fails_the_step(String input, Object value, String message) {
        ExecutionResult result = engine.run(workflow()
                .step("x", "create_variable", Map.of("type", "list", "value", value, "variableName", "x"))
                .step(
                        "a",
                        "activity",
                        input.equals("assignees")
                                ? Map.of("assignees", "[[x]]")
                                : Map.of("assignees", "ann", input, "[[x]]")));

        assertThat(result.error().orElseThrow().stepId()).isEqualTo("a");
        assertThat(result.error().orElseThrow().message()).contains("input \"" + input + "\"", message);
        assertThat(items.list(WorkItemFilter.any())).isEmpty();
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments("assignees", List.of(), "1 to 1000 texts"),
                arguments("assignees", List.of("ann", " "), "texts of 1 to 200 characters"),
                arguments("actions", List.of("x".repeat(201)), "texts of 1 to 200 characters"),
                arguments("timeoutMs", List.of(), "milliseconds"));
    }
}
