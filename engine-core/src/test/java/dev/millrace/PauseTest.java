package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pausing and going on. */
class PauseTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void paused_execution_begins_no_further_step_until_it_is_resumed() {
        ExecutionHandle handle = engine.start("""
                sleep {ms: 100}
                note 'A'
                """);

        handle.pause();
        engine.settle();
        engine.advance(Duration.ofSeconds(1));

        assertThat(engine.trace()).isEmpty();
        assertThat(engine.view(handle).status()).isEqualTo(ExecutionStatus.PAUSED);

        handle.resume();
        assertThat(engine.finish(handle).isCompleted()).isTrue();
        assertThat(engine.trace()).containsExactly("A");
    }

    @Test
    void result_of_a_call_that_ends_during_the_pause_is_kept() {
        ExecutionHandle handle = engine.start("""
                K: ask {gate: 'g'}
                   note '{{K.value}}'
                """);

        handle.pause();
        engine.settle();
        engine.modules.open("g", 5);
        engine.settle();
        assertThat(engine.trace()).isEmpty();

        handle.resume();
        engine.finish(handle);

        assertThat(engine.trace()).containsExactly("5");
    }

    @Test
    void branches_pause_with_their_execution() {
        ExecutionHandle handle = engine.start("""
                parallel
                branch
                  sleep {ms: 100}
                  note 'A'
                branch
                  sleep {ms: 100}
                  note 'B'
                end_parallel
                """);

        handle.pause();
        engine.settle();
        engine.advance(Duration.ofSeconds(1));
        assertThat(engine.trace()).isEmpty();

        handle.resume();
        engine.finish(handle);
        assertThat(engine.trace()).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void branch_that_begins_during_the_pause_waits_too() {
        ExecutionHandle handle = engine.start("""
                parallel {maxConcurrency: 1}
                branch
                  sleep {ms: 100}
                branch
                  note 'B'
                end_parallel
                """);
        engine.clock.advance(Duration.ofMillis(100));

        handle.pause();
        engine.settle();
        assertThat(engine.trace()).isEmpty();

        handle.resume();
        engine.finish(handle);
        assertThat(engine.trace()).containsExactly("B");
    }

    @Test
    void paused_execution_can_be_cancelled() {
        ExecutionHandle handle = engine.start("sleep {ms: 100}");

        handle.pause();
        handle.cancel();

        assertThat(engine.finish(handle).status()).isEqualTo(ExecutionStatus.CANCELLED);
    }
}
