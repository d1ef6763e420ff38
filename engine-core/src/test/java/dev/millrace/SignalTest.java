package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code wait_signal}: who takes which signal. */
class SignalTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void signal_ends_the_wait_with_its_payload() {
        ExecutionHandle handle = engine.start("W: wait_signal {name: 'go'}");
        assertThat(engine.view(handle).status()).isEqualTo(ExecutionStatus.WAITING);

        handle.signal("go", Map.of("by", "Ann"));
        ExecutionResult result = engine.finish(handle);

        assertThat(result.outputs("W")).isEqualTo(Map.of("payload", Map.of("by", "Ann"), "received", true));
    }

    @Test
    void signal_that_comes_early_is_kept() {
        ExecutionHandle handle = engine.start("""
                sleep {ms: 100}
                W: wait_signal {name: 'go'}
                """);

        handle.signal("go", 1);
        ExecutionResult result = engine.finish(handle);

        assertThat(result.outputs("W")).containsEntry("payload", 1L);
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.100Z");
    }

    @Test
    void wait_ends_at_its_time_limit_without_a_signal() {
        ExecutionHandle handle = engine.start("W: wait_signal {name: 'go', timeout: 250}");

        ExecutionResult result = engine.finish(handle);

        assertThat(result.isCompleted()).isTrue();
        assertThat(result.outputs("W")).containsEntry("payload", null).containsEntry("received", false);
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.250Z");
    }

    @Test
    void signal_of_another_name_wakes_nobody() {
        ExecutionHandle handle = engine.start("wait_signal {name: 'go'}");

        handle.signal("stop", null);
        engine.settle();

        assertThat(handle.isOver()).isFalse();
    }

    @Test
    void signals_are_taken_in_the_order_in_which_they_came() {
        ExecutionHandle handle = engine.start("""
                sleep {ms: 10}
                L: loop {count: 2}
                W:   wait_signal {name: 'go'}
                     note '{{W.payload}}'
                   end_loop
                """);

        handle.signal("go", 1);
        handle.signal("go", 2);
        ExecutionResult result = engine.finish(handle);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(engine.trace()).containsExactly("1", "2");
    }

    @Test
    void exactly_one_of_two_branches_takes_a_signal() {
        ExecutionHandle handle = engine.start("""
                parallel
                branch
                  wait_signal {name: 'go'}
                  note 'woken'
                branch
                  wait_signal {name: 'go'}
                  note 'woken'
                end_parallel
                """);

        handle.signal("go", null);
        engine.settle();
        List<String> afterOne = List.copyOf(engine.trace());
        handle.signal("go", null);
        engine.settle();

        assertThat(afterOne).containsExactly("woken");
        assertThat(engine.trace()).containsExactly("woken", "woken");
        assertThat(handle.isOver()).isTrue();
    }

    @Test
    void signal_reaches_a_wait_in_a_sub_workflow() {
        engine.deploy("sub", """
                W: wait_signal {name: 'go'}
                   return {value: '{{W.payload}}'}
                """);
        ExecutionHandle handle = engine.start("""
                C: call_workflow {workflow_id: 'sub'}
                   return {value: '{{C.result}}'}
                """);

        handle.signal("go", "hi");

        assertThat(engine.finish(handle).output()).isEqualTo("hi");
    }

    @Test
    void more_than_a_thousand_waiting_signals_are_refused() {
        ExecutionHandle handle = engine.start("wait_signal {name: 'go'}");

        for (int i = 0; i < 1_000; i++) {
            assertThat(handle.signal("other", i)).isTrue();
        }

        assertThat(handle.signal("other", 1_001)).isFalse();
    }

    @Test
    void late_time_limit_does_not_wake_the_next_wait() {
        ExecutionHandle handle = engine.start("""
                wait_signal {name: 'go', timeout: 100}
                wait_signal {name: 'again'}
                """);

        handle.signal("go", null);
        engine.settle();
        engine.advance(Duration.ofSeconds(1));

        assertThat(handle.isOver()).isFalse();
    }
}
