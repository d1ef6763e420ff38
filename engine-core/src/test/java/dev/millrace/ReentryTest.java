package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.StartRefusedException.Reason;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spec vflow-model 3.7 and the stop of another workflow in 6.2. */
class ReentryTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    private static Workflow waiting(ReentryBehavior reentry) {
        return Listing.builder("wait_signal {name: 'go'}").reentry(reentry).build();
    }

    @Test
    void block_new_refuses_a_second_start_until_the_first_has_ended() {
        Workflow workflow = waiting(ReentryBehavior.BLOCK_NEW);
        ExecutionHandle first = engine.start(workflow);

        assertThatThrownBy(() -> engine.start(workflow))
                .isInstanceOfSatisfying(
                        StartRefusedException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.ALREADY_RUNNING));

        first.signal("go", null);
        engine.finish(first);
        assertThat(engine.start(workflow).isOver()).isFalse();
    }

    @Test
    void stop_current_and_run_new_cancels_the_first() {
        Workflow workflow = waiting(ReentryBehavior.STOP_CURRENT_AND_RUN_NEW);
        ExecutionHandle first = engine.start(workflow);

        ExecutionHandle second = engine.start(workflow);

        assertThat(engine.finish(first).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(second.isOver()).isFalse();
    }

    @Test
    void allow_parallel_runs_both() {
        Workflow workflow = waiting(ReentryBehavior.ALLOW_PARALLEL);
        ExecutionHandle first = engine.start(workflow);
        ExecutionHandle second = engine.start(workflow);

        second.signal("go", null);
        engine.finish(second);

        assertThat(first.isOver()).isFalse();
    }

    @Test
    void start_beside_others_is_not_refused_where_one_runs() {
        Workflow workflow = waiting(ReentryBehavior.BLOCK_NEW);
        ExecutionHandle first = engine.start(workflow);

        ExecutionHandle second = engine.start(workflow, StartRequest.plain().besideOtherExecutions());

        assertThat(first.isOver()).isFalse();
        assertThat(second.isOver()).isFalse();
        assertThatThrownBy(() -> engine.start(workflow)).isInstanceOf(StartRefusedException.class);
    }

    @Test
    void start_beside_others_cancels_the_first_where_the_workflow_says_so() {
        Workflow workflow = waiting(ReentryBehavior.STOP_CURRENT_AND_RUN_NEW);
        ExecutionHandle first = engine.start(workflow);

        engine.start(workflow, StartRequest.plain().besideOtherExecutions());

        assertThat(engine.finish(first).status()).isEqualTo(ExecutionStatus.CANCELLED);
    }

    @Test
    void no_more_than_the_greatest_number_run_at_once() {
        try (TestEngine narrow = TestEngine.with(builder -> builder.maxConcurrentPerWorkflow(1))) {
            Workflow workflow = waiting(ReentryBehavior.ALLOW_PARALLEL);
            narrow.start(workflow);

            assertThatThrownBy(() -> narrow.start(workflow))
                    .isInstanceOfSatisfying(
                            StartRefusedException.class,
                            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.TOO_MANY_RUNNING));
        }
    }

    @Test
    void another_workflow_can_be_stopped() {
        ExecutionHandle other = engine.start(
                Listing.builder("wait_signal {name: 'go'}").id("other").build());

        ExecutionResult result = engine.run("stop_workflow {target: 'other', workflow_id: 'other'}");

        assertThat(result.isCompleted()).isTrue();
        assertThat(engine.finish(other).status()).isEqualTo(ExecutionStatus.CANCELLED);
    }

    @Test
    void stopping_a_workflow_that_does_not_run_is_a_success_without_effect() {
        ExecutionResult result = engine.run("stop_workflow {target: 'other', workflow_id: 'nobody'}");

        assertThat(result.isCompleted()).isTrue();
    }

    @Test
    void stopping_without_an_id_fails() {
        ExecutionResult result = engine.run("stop_workflow {target: 'other', workflow_id: ' '}");

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void workflow_of_an_api_runs_in_parallel_unless_it_says_otherwise() {
        Workflow.Builder api = Workflow.builder("API").trigger("t", "trigger_api", Map.of());

        assertThat(api.build().reentry()).isEqualTo(ReentryBehavior.ALLOW_PARALLEL);
        assertThat(api.reentry(ReentryBehavior.BLOCK_NEW).build().reentry()).isEqualTo(ReentryBehavior.BLOCK_NEW);
        assertThat(Workflow.builder("Other").build().reentry()).isEqualTo(ReentryBehavior.BLOCK_NEW);
    }
}
