package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.Retention;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.ManualClock;
import dev.millrace.workflow.ProblemCode;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflow that starts when an execution of another fails (spec sync-api-trigger, section 8). */
class ErrorWorkflowTest {
    private static final String TELL = "note '{{trigger.data.error}}'";

    private final ExecutionHistory history =
            ExecutionHistory.inMemory(Retention.DEFAULT, ManualClock.at("2026-01-01T00:00:00Z"));
    private final TestEngine engine = TestEngine.with(builder -> builder.history(history));

    @AfterEach
    void close() {
        engine.close();
    }

    private static Workflow.Builder guarded(String listing) {
        return Listing.builder(listing).id("orders").name("Orders").errorWorkflowId("alarm");
    }

    private ExecutionHandle start(String listing) {
        return engine.start(guarded(listing).build());
    }

    /** The executions of error workflows, newest first. */
    private List<ExecutionView> alarms() {
        return history.list(HistoryFilter.any(), 0, 100).executions().stream()
                .filter(summary -> summary.triggeredBy().equals("error"))
                .map(summary ->
                        engine.view(engine.millrace.find(summary.executionId()).orElseThrow()))
                .toList();
    }

    @Test
    void error_workflow_gets_exactly_what_failed_where_and_when() {
        engine.deploy("alarm", "output {value: '{{trigger.data}}'}");
        ExecutionHandle failed = start("""
                note 'before'
                sleep {ms: 1500}
                pay: fail 'no money'
                """);

        engine.advance(Duration.ofSeconds(2));

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("workflowId", "orders");
        expected.put("workflowName", "Orders");
        expected.put("executionId", failed.id());
        expected.put("stepId", "pay");
        expected.put("stepName", "fail");
        expected.put("error", "no money");
        expected.put("failedAt", Instant.parse("2026-01-01T00:00:01.500Z").toEpochMilli());
        assertThat(alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.status()).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(alarm.workflowId()).isEqualTo("alarm");
            assertThat(alarm.output()).isEqualTo(expected);
        });
        assertThat(engine.view(failed).status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void step_that_calls_a_failing_workflow_is_the_one_that_failed() {
        engine.deploy("alarm", "note '{{trigger.data.stepId}}: {{trigger.data.error}}'");
        engine.deploy("inner", "fail 'no paper'");

        start("call: call_workflow {workflow_id: 'inner'}");

        assertThat(engine.trace()).endsWith("call: no paper");
    }

    @Test
    void execution_that_takes_too_long_fails_without_a_step() {
        engine.deploy("alarm", "output {value: '{{trigger.data}}'}");
        engine.start(
                guarded("wait_signal {name: 'go'}").build(),
                StartRequest.plain().withTimeLimit(Duration.ofMinutes(1)));

        engine.advance(Duration.ofMinutes(2));

        assertThat(alarms())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.output())
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("stepId", null)
                        .containsEntry("stepName", null)
                        .containsEntry("error", "the execution took longer than its time limit"));
    }

    @Test
    void workflow_cannot_be_its_own_error_workflow() {
        Workflow workflow = guarded("fail").errorWorkflowId("orders").build();

        assertThat(engine.millrace.check(workflow)).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_VALUE);
            assertThat(problem.place().path()).isEqualTo("errorWorkflowId");
        });
        assertThatThrownBy(() -> engine.start(workflow)).isInstanceOf(InvalidWorkflowException.class);
    }

    @Test
    void error_workflow_need_not_be_there_when_a_workflow_is_checked() {
        assertThat(engine.millrace.check(guarded("fail").build())).isEmpty();
    }

    @Test
    void error_workflow_that_fails_starts_no_other() {
        engine.millrace.deploy(Listing.builder("fail 'alarm'")
                .id("alarm")
                .errorWorkflowId("orders")
                .build());
        engine.millrace.deploy(guarded("fail 'order'").build());

        start("fail 'order'");

        assertThat(alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.workflowId()).isEqualTo("alarm");
            assertThat(alarm.status()).isEqualTo(ExecutionStatus.FAILED);
        });
    }

    @Test
    void cancelled_execution_starts_nothing() {
        engine.deploy("alarm", TELL);
        ExecutionHandle handle = start("wait_signal {name: 'go'}");

        handle.cancel();
        engine.settle();

        assertThat(engine.view(handle).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(alarms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"note 'well'", "try {}\n fail 'caught'\n catch {}\n end_try {}"})
    void execution_that_comes_to_a_good_end_starts_nothing(String listing) {
        engine.deploy("alarm", TELL);

        ExecutionHandle handle = start(listing);

        assertThat(engine.view(handle).status()).isEqualTo(ExecutionStatus.COMPLETED);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void sub_workflow_whose_failure_its_caller_handles_starts_nothing() {
        engine.deploy("alarm", TELL);
        engine.millrace.deploy(guarded("fail 'inner'").id("inner").build());

        ExecutionHandle handle = start("""
                try {}
                call_workflow {workflow_id: 'inner'}
                catch {}
                end_try {}
                """);

        assertThat(engine.view(handle).status()).isEqualTo(ExecutionStatus.COMPLETED);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void error_workflow_that_is_not_there_leaves_the_failed_execution_as_it_was() {
        ExecutionHandle handle = start("s: fail 'no luck'");

        ExecutionView view = engine.view(handle);
        assertThat(view.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(view.error()).isEqualTo(new ExecutionError("Failed", "no luck", "s", 0, 0));
        assertThat(alarms()).isEmpty();
    }

    @Test
    void error_workflow_with_problems_leaves_the_failed_execution_as_it_was() {
        engine.deploy("alarm", "no_such_module {}");

        ExecutionHandle handle = start("fail 'no luck'");

        assertThat(engine.view(handle).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void error_workflow_is_the_one_that_is_deployed_when_the_execution_fails() {
        engine.deploy("alarm", "note 'old'");
        start("""
                sleep {ms: 1000}
                fail 'late'
                """);
        engine.deploy("alarm", "note 'new'");

        engine.advance(Duration.ofSeconds(1));

        assertThat(engine.trace()).endsWith("new").doesNotContain("old");
    }

    @Test
    void error_workflow_runs_beside_its_other_executions() {
        engine.deploy("alarm", "wait_signal {name: 'go'}");

        start("fail 'one'");
        start("fail 'two'");

        assertThat(alarms()).hasSize(2).extracting(ExecutionView::status).containsOnly(ExecutionStatus.WAITING);
    }

    @Test
    void error_workflow_that_may_not_start_now_starts_later() {
        try (TestEngine narrow = TestEngine.with(builder -> builder.maxConcurrentPerWorkflow(1))) {
            narrow.deploy("alarm", "note '{{trigger.data.error}}'\n sleep {ms: 1000}");
            narrow.start(guarded("fail 'one'").build());
            narrow.start(guarded("fail 'two'").build());
            assertThat(narrow.trace()).contains("one").doesNotContain("two");

            narrow.advance(Duration.ofSeconds(10));

            assertThat(narrow.trace()).contains("two");
        }
    }
}
