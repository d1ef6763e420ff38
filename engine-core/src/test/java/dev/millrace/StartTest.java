package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.StartRefusedException.Reason;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.StepEvent;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Starts, refusals and observers (spec vflow-model 3.9). */
class StartTest {
    private static void assertRefused(ThrowingCallable start, Reason reason) {
        assertThatThrownBy(start)
                .isInstanceOfSatisfying(
                        StartRefusedException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    void unknown_workflow_is_refused() {
        try (TestEngine engine = TestEngine.create()) {
            assertRefused(() -> engine.millrace.start("nobody", StartRequest.plain()), Reason.UNKNOWN_WORKFLOW);
        }
    }

    @Test
    void unknown_trigger_is_refused() {
        try (TestEngine engine = TestEngine.create()) {
            StartRequest request = StartRequest.plain().withTrigger("nobody", 1);

            assertRefused(() -> engine.millrace.start(Listing.workflow("note 'A'"), request), Reason.TRIGGER_FAILED);
        }
    }

    @Test
    void trigger_that_fails_aborts_the_start_and_runs_no_step() {
        Module trigger = Module.of(
                ModuleDescriptor.builder("trigger_strict").build(), step -> StepResult.failed("No", "bad data"));
        try (TestEngine engine = TestEngine.with(builder -> builder.module(trigger))) {
            Workflow workflow = Listing.builder("note 'A'")
                    .trigger("t", "trigger_strict", Map.of())
                    .build();

            assertRefused(
                    () -> engine.millrace.start(workflow, StartRequest.plain().withTrigger("t", 1)),
                    Reason.TRIGGER_FAILED);
            engine.settle();
            assertThat(engine.trace()).isEmpty();
        }
    }

    @Test
    void start_refused_by_its_trigger_leaves_the_workflow_free_to_run() {
        try (TestEngine engine = TestEngine.create()) {
            Workflow workflow = Listing.workflow("note 'A'");

            assertRefused(
                    () -> engine.millrace.start(workflow, StartRequest.plain().withTrigger("nobody", 1)),
                    Reason.TRIGGER_FAILED);

            assertThat(engine.run(workflow, Map.of()).isCompleted()).isTrue();
        }
    }

    @Test
    void closed_engine_starts_nothing_and_closing_twice_is_harmless() {
        TestEngine engine = TestEngine.create();
        engine.close();
        engine.close();

        assertRefused(() -> engine.start("note 'A'"), Reason.CLOSED);
    }

    @Test
    void disabled_workflow_can_be_started_by_hand() {
        try (TestEngine engine = TestEngine.create()) {
            Workflow workflow = Listing.builder("note 'A'").enabled(false).build();

            assertThat(engine.run(workflow, Map.of()).isCompleted()).isTrue();
        }
    }

    @Test
    void workflow_without_steps_completes() {
        try (TestEngine engine = TestEngine.create()) {
            assertThat(engine.run("").isCompleted()).isTrue();
        }
    }

    @Test
    void observers_are_told_in_order_and_one_that_throws_harms_nobody() {
        List<String> told = new ArrayList<>();
        ExecutionObserver careful = new ExecutionObserver() {
            @Override
            public void executionStarted(ExecutionEvent execution) {
                told.add("started " + execution.workflowId());
            }

            @Override
            public void stepStarted(ExecutionEvent execution, StepEvent step) {
                told.add("> " + step.stepId());
            }

            @Override
            public void stepCompleted(ExecutionEvent execution, StepEvent step) {
                told.add("< " + step.stepId());
            }

            @Override
            public void executionEnded(ExecutionEvent execution, ExecutionView end) {
                told.add("ended " + end.status().id());
            }
        };
        ExecutionObserver careless = new ExecutionObserver() {
            @Override
            public void stepStarted(ExecutionEvent execution, StepEvent step) {
                throw new IllegalStateException("a careless observer");
            }
        };
        try (TestEngine engine =
                TestEngine.with(builder -> builder.observer(careless).observer(careful))) {
            engine.run("""
                    A: note 'A'
                    B: sleep {ms: 10}
                    """);
        }

        assertThat(told).containsExactly("started w", "> A", "< A", "> B", "< B", "ended completed");
    }

    @Test
    void execution_has_the_id_it_was_given_and_is_found_by_it() {
        try (TestEngine engine = TestEngine.create()) {
            Workflow workflow = Listing.workflow("wait_signal {name: 'go'}");

            ExecutionHandle execution =
                    engine.millrace.start(workflow, StartRequest.plain().withExecutionId("312995413340041216"));

            assertThat(execution.id()).isEqualTo("312995413340041216");
            assertThat(engine.millrace.find("312995413340041216")).isPresent();
        }
    }

    @Test
    void refused_start_leaves_no_execution_under_its_given_id() {
        try (TestEngine engine = TestEngine.create()) {
            StartRequest request = StartRequest.plain().withTrigger("nobody", 1).withExecutionId("7");

            assertRefused(() -> engine.millrace.start(Listing.workflow("note 'A'"), request), Reason.TRIGGER_FAILED);
            assertThat(engine.millrace.find("7")).isEmpty();
        }
    }

    @Test
    void every_deployment_is_counted_before_it_returns() {
        try (TestEngine engine = TestEngine.create()) {
            Workflow workflow = Listing.workflow("note 'A'");
            long before = engine.millrace.deployments();

            engine.millrace.deploy(workflow);
            long deployed = engine.millrace.deployments();
            engine.millrace.undeploy(workflow.id());

            assertThat(deployed).isGreaterThan(before);
            assertThat(engine.millrace.deployments()).isGreaterThan(deployed);
        }
    }

    @Test
    void second_start_with_the_id_of_an_execution_is_refused_whether_it_runs_or_is_over() {
        try (TestEngine engine = TestEngine.create()) {
            Workflow waits = Listing.builder("wait_signal {name: 'go'}")
                    .reentry(ReentryBehavior.ALLOW_PARALLEL)
                    .build();
            StartRequest request = StartRequest.plain().withExecutionId("order-7");
            ExecutionHandle first = engine.millrace.start(waits, request);
            engine.settle();

            assertRefused(() -> engine.millrace.start(waits, request), Reason.ALREADY_STARTED);

            first.signal("go", null);
            engine.settle();
            assertThat(first.isOver()).isTrue();
            assertRefused(() -> engine.millrace.start(waits, request), Reason.ALREADY_STARTED);
        }
    }
}
