package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * {@link PreparedWorkflow#startHere}: a short workflow is over when it returns, and nothing holds its caller. What is handed
 * to a worker runs only when the test settles the engine.
 */
class StartHereTest {
    private final TestEngine engine =
            TestEngine.with(builder -> builder.sliceSteps(10).module(computing()));

    /** A module that takes 100 ms. */
    private Module computing() {
        ModuleDescriptor descriptor =
                ModuleDescriptor.builder("compute").effect(Effect.PURE).build();
        return Module.of(descriptor, step -> {
            engine.clock.advance(Duration.ofMillis(100));
            return StepResult.done();
        });
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private ExecutionHandle startHere(String listing) {
        return engine.millrace.prepare(Listing.workflow(listing)).startHere(StartRequest.plain());
    }

    @Test
    void short_workflow_is_over_without_a_worker() {
        ExecutionHandle handle = startHere("note 'A'");

        assertThat(handle.isOver()).isTrue();
        assertThat(engine.trace()).containsExactly("A");
        assertThat(handle.completion()).isCompleted();
    }

    @Test
    void waiting_workflow_goes_on_on_a_worker() {
        ExecutionHandle handle = startHere("""
                note 'A'
                sleep {ms: 100}
                note 'B'
                """);

        assertThat(handle.isOver()).isFalse();
        assertThat(engine.trace()).containsExactly("A");
        engine.clock.advance(Duration.ofSeconds(1));
        assertThat(engine.trace()).containsExactly("A");
        assertThat(engine.finish(handle).isCompleted()).isTrue();
        assertThat(engine.trace()).containsExactly("A", "B");
    }

    @Test
    void time_limit_holds_for_what_goes_on() {
        ExecutionHandle handle = engine.millrace
                .prepare(Listing.workflow("sleep {ms: 100}"))
                .startHere(StartRequest.plain().withTimeLimit(Duration.ofMillis(50)));

        assertThat(engine.finish(handle).status()).isEqualTo(ExecutionStatus.TIMEOUT);
    }

    @Test
    void time_limit_ends_what_has_not_left_its_callers_thread_at_the_next_step() {
        ExecutionHandle handle = engine.millrace
                .prepare(Listing.workflow("""
                        compute
                        note 'A'
                        """))
                .startHere(StartRequest.plain().withTimeLimit(Duration.ofMillis(50)));

        assertThat(engine.finish(handle).status()).isEqualTo(ExecutionStatus.TIMEOUT);
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void call_on_another_thread_does_not_hold_the_caller() {
        ExecutionHandle handle = startHere("""
                block {gate: 'g'}
                note 'B'
                """);

        assertThat(handle.isOver()).isFalse();
        engine.modules.open("g", 1);
        engine.until(handle::isOver);
        assertThat(engine.trace()).endsWith("B");
    }

    @Test
    void long_computation_goes_on_on_a_worker_after_the_first_slice() {
        ExecutionHandle handle = startHere("""
                loop {count: 100}
                  note 'A'
                end_loop
                """);

        assertThat(handle.isOver()).isFalse();
        assertThat(engine.trace()).hasSizeBetween(1, 10);
        engine.settle();
        assertThat(handle.isOver()).isTrue();
        assertThat(engine.trace()).hasSize(100);
    }

    @Test
    void many_parallel_rounds_go_on_on_a_worker_after_the_first_slice() {
        ExecutionHandle handle = startHere("""
                for_each {input_list: '%s', maxConcurrency: 2}
                  note 'A'
                end_for_each
                """.formatted("x".repeat(100)));

        assertThat(handle.isOver()).isFalse();
        assertThat(engine.trace()).hasSizeBetween(1, 20);
        engine.settle();
        assertThat(handle.isOver()).isTrue();
        assertThat(engine.trace()).hasSize(100);
    }

    @Test
    void start_that_is_refused_runs_nothing() {
        startHere("sleep {ms: 100}");

        assertThatThrownBy(() -> startHere("note 'A'")).isInstanceOf(StartRefusedException.class);
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void inputs_are_given_as_to_any_other_start() {
        ExecutionHandle handle = engine.millrace
                .prepare(Listing.workflow("note '[[name]]'"))
                .startHere(StartRequest.inputs(Map.of("name", "Ann")));

        assertThat(handle.isOver()).isTrue();
        assertThat(engine.trace()).containsExactly("Ann");
    }
}
