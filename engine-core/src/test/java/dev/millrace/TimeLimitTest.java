package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec vflow-model 3.6: limits of a whole execution, and cancellation. */
class TimeLimitTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest(name = "workflow {0} s, start {1} ms: ends after {2} ms")
    @CsvSource({"2, 500, 500", "1, 5000, 1000"})
    void smaller_of_the_workflows_and_the_starts_limit_counts(int workflowSeconds, int startMillis, int ends) {
        Workflow workflow = Listing.builder("sleep {ms: 60000}")
                .maxExecutionSeconds(workflowSeconds)
                .build();
        StartRequest request = StartRequest.plain().withTimeLimit(Duration.ofMillis(startMillis));
        long start = engine.clock.epochMillis();

        ExecutionResult result = engine.finish(engine.millrace.start(workflow, request));

        assertThat(result.status()).isEqualTo(ExecutionStatus.TIMEOUT);
        assertThat(engine.clock.epochMillis() - start).isEqualTo(ends);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a wait in a branch | parallel; branch; sleep {ms: 60000}; branch; sleep {ms: 60000}; end_parallel",
                "a retry | fail {__error_policy: 'RETRY', __retry_interval: 60000}",
                "a signal | wait_signal {name: 'go'}",
                "a sub-workflow | call_workflow {workflow_id: 'sub'}",
                "an answer | ask {gate: 'never'}"
            })
    void limit_ends_every_kind_of_wait(String row, String steps) {
        engine.deploy("sub", "sleep {ms: 60000}");

        ExecutionResult result = engine.run(
                Listing.builder(steps.replace(';', '\n')).maxExecutionSeconds(1).build(), Map.of());

        assertThat(result.status()).isEqualTo(ExecutionStatus.TIMEOUT);
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:01Z");
    }

    @Test
    void limit_interrupts_a_blocking_call() {
        ExecutionHandle handle = engine.start(
                Listing.builder("block {gate: 'g'}").maxExecutionSeconds(1).build());
        engine.until(() -> engine.trace().contains("blocked at g"));

        engine.clock.advance(Duration.ofSeconds(1));

        engine.until(handle::isOver);
        assertThat(engine.trace()).contains("interrupted at g");
        assertThat(TestEngine.await(handle.completion()).status()).isEqualTo(ExecutionStatus.TIMEOUT);
    }

    @Test
    void execution_that_ends_in_time_leaves_no_timer_behind() {
        engine.run(Listing.builder("sleep {ms: 10}").maxExecutionSeconds(60).build(), Map.of());

        assertThat(engine.clock.pendingTimers()).isZero();
    }

    @Test
    void cancelled_execution_runs_no_further_step_and_leaves_no_timer() {
        ExecutionHandle handle = engine.start("""
                sleep {ms: 1000}
                note 'never'
                """);

        handle.cancel();

        assertThat(engine.finish(handle).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(engine.clock.pendingTimers()).isZero();
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void cancelling_what_is_over_changes_nothing() {
        ExecutionHandle handle = engine.start("note 'A'");

        handle.cancel();

        assertThat(engine.finish(handle).status()).isEqualTo(ExecutionStatus.COMPLETED);
    }

    @Test
    void cancel_all_ends_every_execution_of_a_workflow() {
        Workflow workflow = Listing.builder("wait_signal {name: 'go'}")
                .reentry(ReentryBehavior.ALLOW_PARALLEL)
                .build();
        ExecutionHandle first = engine.start(workflow);
        ExecutionHandle second = engine.start(workflow);

        engine.millrace.cancelAll("w");

        assertThat(engine.finish(first).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(engine.finish(second).status()).isEqualTo(ExecutionStatus.CANCELLED);
    }
}
