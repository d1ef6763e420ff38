package dev.millrace.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.module.Input;
import dev.millrace.module.Inputs;
import dev.millrace.module.LogLevel;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ScheduledTrigger;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkflowTesterTest {
    private final StubModule fetch = StubModule.named("fetch");
    private final WorkflowTester tester = WorkflowTester.with(builder -> builder.withoutDiscovery()
                    .module(pause())
                    .module(note())
                    .module(slow())
                    .module(new EveryMinute()))
            .stub(fetch);

    @AfterEach
    void close() {
        tester.close();
    }

    @Test
    void stub_answers_and_records_what_it_was_asked() {
        fetch.answers(Map.of("statusCode", 200));
        Workflow workflow = Workflow.builder("w")
                .step("get", "fetch", Map.of("url", "http://[[host]]/"))
                .step("out", "output", Map.of("value", "{{get.statusCode}}"))
                .build();

        tester.run(workflow, Map.of("host", "a"))
                .isCompleted()
                .hasOutput(200)
                .hasStepOutput("get", "statusCode", 200)
                .hasVariable("host", "a")
                .executed("get", "out");

        assertThat(fetch.onlyCall()).isEqualTo(new StubModule.Call("get", 1, Map.of("url", "http://a/")));
    }

    @Test
    void answers_come_one_after_another_and_the_last_one_stays() {
        fetch.answers(Map.of("n", 1)).thenAnswers(Map.of("n", 2));
        Workflow workflow = Workflow.builder("w")
                .step("L", "loop", Map.of("count", 3))
                .step("get", "fetch")
                .step("say", "note", Map.of("text", "{{get.n}}"))
                .step("E", "end_loop")
                .build();

        tester.run(workflow).isCompleted().executed("get", "say", "get", "say");

        assertThat(fetch.calls()).hasSize(3);
        assertThat(tester.trace().entries())
                .filteredOn(entry -> entry.stepId().equals("get"))
                .extracting(entry -> entry.outputs().get("n"))
                .containsExactly(1L, 2L, 2L);
    }

    @Test
    void stub_without_answers_succeeds_and_one_with_work_makes_its_own() {
        StubModule other = StubModule.named("other")
                .inputs("text")
                .outputs("length")
                .answersWith(step -> StepResult.done("length", step.text("text").length()));
        Workflow workflow = Workflow.builder("w")
                .step("get", "fetch")
                .step("len", "other", Map.of("text", "four"))
                .step("out", "output", Map.of("value", "{{len.length}}"))
                .build();

        tester.stub(other).run(workflow).isCompleted().hasOutput(4);
    }

    @Test
    void step_is_tried_again_without_real_time_and_runs_once() {
        fetch.fails("Timeout", "no answer").thenAnswers(Map.of("statusCode", 200));
        Workflow workflow = Workflow.builder("w")
                .step("get", "fetch", Map.of("__error_policy", "RETRY", "__retry_interval", 3_600_000))
                .build();

        tester.run(workflow).isCompleted().executedOnce("get");

        assertThat(fetch.calls()).extracting(StubModule.Call::attempt).containsExactly(1, 2);
        assertThat(tester.trace())
                .hasToString("get (fetch) failed: no answer\nget (fetch) attempt 2 completed {statusCode=200}");
        assertThat(tester.clock().now()).hasToString("2026-01-01T01:00:00Z");
    }

    @Test
    void failure_names_the_step_and_later_steps_are_not_run() {
        fetch.answers(Map.of()).thenFails("Timeout", "no answer");
        Workflow workflow = Workflow.builder("w")
                .step("a", "fetch")
                .step("b", "fetch")
                .step("c", "fetch")
                .build();

        tester.run(workflow)
                .isFailed()
                .withErrorContaining("Timeout", "no answer")
                .atStep("b")
                .neverExecuted("c");
    }

    @Test
    void skipped_step_ran_once() {
        fetch.fails("Timeout", "no answer");
        Workflow workflow = Workflow.builder("w")
                .step("get", "fetch", Map.of("__error_policy", "SKIP"))
                .build();

        tester.run(workflow).isCompleted().executedOnce("get");

        assertThat(tester.trace().entries())
                .extracting(RecordedTrace.Entry::ending)
                .containsExactly(RecordedTrace.Ending.FAILED, RecordedTrace.Ending.SKIPPED);
    }

    @Test
    void clock_moves_as_far_as_the_test_says() {
        Workflow workflow = Workflow.builder("w")
                .step("wait", "pause", Map.of("seconds", 60))
                .step("get", "fetch")
                .build();

        ExecutionHandle handle = tester.start(workflow);
        tester.advance(Duration.ofSeconds(59));
        tester.assertThat(handle).neverExecuted("get");
        tester.advance(Duration.ofSeconds(1));

        tester.assertThat(handle).isCompleted().executed("wait", "get");
    }

    @Test
    void each_timer_on_the_way_finds_the_clock_at_its_own_time() {
        Workflow workflow = Workflow.builder("w")
                .step("one", "pause", Map.of("seconds", 10))
                .step("two", "pause", Map.of("seconds", 10))
                .build();

        ExecutionHandle handle = tester.start(workflow);
        tester.clock().advance(Duration.ofSeconds(20));

        tester.assertThat(handle).isCompleted();
    }

    @Test
    void signal_wakes_what_waits_for_it() {
        Workflow workflow = Workflow.builder("w")
                .step("wait", "wait_signal", Map.of("name", "go"))
                .step("get", "fetch")
                .build();

        ExecutionHandle handle = tester.start(workflow);
        assertThatThrownBy(() -> tester.finish(handle))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("waits, but not for the clock");
        tester.signal(handle, "go", "now");

        tester.assertThat(handle).isCompleted().executedOnce("get");
    }

    @Test
    void branches_run_side_by_side_in_the_order_of_their_waits() {
        Workflow workflow = Workflow.builder("w")
                .step("P", "parallel")
                .step("B1", "branch", Map.of("name", "slow"))
                .step("long", "pause", Map.of("seconds", 2))
                .step("B2", "branch", Map.of("name", "fast"))
                .step("short", "pause", Map.of("seconds", 1))
                .step("E", "end_parallel")
                .step("out", "output", Map.of("value", "done"))
                .build();
        long start = tester.clock().epochMillis();

        tester.run(workflow).isCompleted().hasOutput("done").executed("short", "long", "out");

        assertThat(tester.clock().epochMillis() - start).isEqualTo(2000);
    }

    @Test
    void branch_that_waits_for_a_signal_holds_up_the_join_only() {
        Workflow workflow = Workflow.builder("w")
                .step("P", "parallel")
                .step("B1", "branch")
                .step("go", "wait_signal", Map.of("name", "go"))
                .step("B2", "branch")
                .step("say", "note", Map.of("text", "meanwhile"))
                .step("E", "end_parallel")
                .build();

        ExecutionHandle handle = tester.start(workflow);

        tester.assertThat(handle).executed("say").neverExecuted("go");
        tester.signal(handle, "go", null).finish(handle).isCompleted().executedOnce("go");
    }

    @Test
    void scheduled_trigger_of_a_deployed_workflow_starts_it_when_the_clock_comes_there() {
        Workflow workflow = Workflow.builder("w")
                .trigger("t", "trigger_every_minute", Map.of())
                .step("say", "note", Map.of("text", "tick"))
                .build();
        tester.deploy(workflow);

        tester.advance(Duration.ofSeconds(59));
        assertThat(tester.trace().entries()).isEmpty();

        tester.advance(Duration.ofSeconds(121));
        assertThat(tester.trace().steps()).containsExactly("say", "say", "say");
    }

    @Test
    void log_entries_can_be_asked_for() {
        tester.run(Workflow.builder("w")
                        .step("say", "note", Map.of("text", "seven of nine"))
                        .build())
                .logged(LogLevel.WARNING, "seven");
    }

    @Test
    void module_that_blocks_is_waited_for_while_the_clock_stands() {
        Workflow workflow = Workflow.builder("w")
                .step("slow", "slow", Map.of("__timeout", 1))
                .step("get", "fetch")
                .build();

        tester.run(workflow).isCompleted().executed("slow", "get");
    }

    @Test
    void parameter_that_comes_too_late_must_be_declared() {
        tester.run(Workflow.builder("w").step("get", "fetch").build());
        Workflow late =
                Workflow.builder("w").step("get", "fetch", Map.of("url", "x")).build();

        assertThatThrownBy(() -> tester.run(late))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(".inputs(\"url\")");
        assertThatThrownBy(() -> tester.stub(StubModule.named("other"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fetch.outputs("x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stub_has_the_aliases_and_inputs_of_the_module_it_stands_for() {
        StubModule signal = StubModule.named("wait_signal").answers(Map.of("payload", "now"));

        tester.stub(signal)
                .run(Workflow.builder("w")
                        .step("wait", "flow.wait_signal", Map.of("name", "go"))
                        .build())
                .isCompleted();

        assertThat(signal.onlyCall().inputs()).containsEntry("name", "go");
    }

    @Test
    void deployed_workflows_can_be_called() {
        Workflow called =
                Workflow.builder("called").id("called").step("inner", "fetch").build();
        Workflow caller = Workflow.builder("caller")
                .step("call", "call_workflow", Map.of("workflow_id", "called"))
                .build();

        tester.deploy(called).run(caller).isCompleted();

        assertThat(fetch.onlyCall().stepId()).isEqualTo("inner");
    }

    @Test
    void assertion_that_fails_shows_expected_found_and_the_steps() {
        fetch.answers(Map.of("n", 1));
        ExecutionAssert run =
                tester.run(Workflow.builder("w").step("get", "fetch").build());

        assertThatThrownBy(() -> run.hasStepOutput("get", "n", 2))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("output get.n", "expected: 2", "but was: 1", "get (fetch) completed {n=1}");
        assertThatThrownBy(run::isFailed).hasMessageContaining("expected: failed");
        assertThatThrownBy(() -> run.hasOutput(1)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> run.hasVariable("v", 1)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> run.hasStepOutput("get", "m", 2)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> run.executed("get", "get")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> run.executedOnce("other")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> run.neverExecuted("get")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> run.logged(LogLevel.INFO, "x")).isInstanceOf(AssertionError.class);
    }

    @Test
    void result_of_another_engine_can_be_asserted_on_with_its_trace() {
        RecordedTrace trace = new RecordedTrace();
        try (Millrace millrace =
                Millrace.builder().withoutDiscovery().observer(trace).build()) {
            var result = millrace.run(
                    Workflow.builder("w")
                            .step("out", "output", Map.of("value", List.of(1)))
                            .build(),
                    Map.of());

            ExecutionAssert.assertThat(result)
                    .isCompleted()
                    .hasOutput(List.of(1))
                    .with(trace)
                    .executedOnce("out");
            assertThatThrownBy(() -> ExecutionAssert.assertThat(result).executed("out"))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static Module pause() {
        return Module.of(
                ModuleDescriptor.builder("pause").input(Input.number("seconds")).build(),
                step -> StepResult.waiting(WakeCondition.after(Duration.ofSeconds(step.wholeNumber("seconds")))));
    }

    private static Module note() {
        return Module.of(
                ModuleDescriptor.builder("note").input(Input.any("text")).build(), step -> {
                    step.log(LogLevel.WARNING, step.text("text"), Map.of());
                    return StepResult.done();
                });
    }

    private static Module slow() {
        return Module.of(ModuleDescriptor.builder("slow").blocks().build(), step -> StepResult.done());
    }

    private static final class EveryMinute implements ScheduledTrigger {
        @Override
        public ModuleDescriptor descriptor() {
            return ModuleDescriptor.builder("trigger_every_minute").build();
        }

        @Override
        public StepResult run(StepContext step) {
            return StepResult.done();
        }

        @Override
        public Optional<ZonedDateTime> nextFiring(Inputs inputs, ZonedDateTime now) {
            return Optional.of(now.plusMinutes(1));
        }
    }
}
