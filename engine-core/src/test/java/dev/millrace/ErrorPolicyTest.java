package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Spec vflow-model 3.5, and the growing waits and time limits of one step that are ours. */
class ErrorPolicyTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void stop_ends_the_execution_at_the_step_that_failed() {
        ExecutionResult result = engine.run("""
                note 'A'
                F: fail {text: 'boom'}
                note 'B'
                """);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error()).contains(new ExecutionError("Failed", "boom", "F", 1, 0));
        assertThat(engine.trace()).containsExactly("A", "try 1");
    }

    @Test
    void exception_out_of_a_module_is_a_failure_like_any_other() {
        ExecutionResult result = engine.run("""
                C: crash {__error_policy: 'SKIP'}
                   crash
                """);

        assertThat(result.outputs("C").get("error")).asString().contains("a bug");
        assertThat(result.error().orElseThrow().title()).isEqualTo("Unexpected error");
        assertThat(result.error().orElseThrow().stepIndex()).isEqualTo(1);
    }

    @Test
    void skip_keeps_partial_outputs_and_gives_null_for_the_others() {
        ExecutionResult result = engine.run("F: fail {text: 'boom', partial: 7, __error_policy: 'SKIP'}");

        assertThat(result.isCompleted()).isTrue();
        assertThat(result.outputs("F"))
                .containsEntry("partial", 7L)
                .containsEntry("runs", null)
                .containsEntry("other", null)
                .containsEntry("error", "boom")
                .containsEntry("success", false)
                .hasSize(5);
    }

    @Test
    void error_and_success_are_there_only_after_a_failure() {
        ExecutionResult result = engine.run("F: fail {times: 0, __error_policy: 'SKIP'}");

        assertThat(result.outputs("F")).containsOnlyKeys("runs");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void policy_of_the_wrong_type_or_spelling_counts_as_absent(String row, String parameters, List<String> trace) {
        ExecutionResult result = engine.run("fail {%s}".formatted(parameters));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(engine.trace()).isEqualTo(trace);
    }

    static Stream<Arguments> unreadable() {
        List<String> once = List.of("try 1");
        List<String> fourTimes = List.of("try 1", "try 2", "try 3", "try 4");
        return Stream.of(
                Arguments.of("lower case", "__error_policy: 'skip'", once),
                Arguments.of("unknown word", "__error_policy: 'IGNORE'", once),
                Arguments.of("no text", "__error_policy: true", once),
                Arguments.of("count without RETRY", "__retry_count: 3", once),
                Arguments.of("count as text", "__error_policy: 'RETRY', __retry_count: '9'", fourTimes),
                Arguments.of("count left out", "__error_policy: 'RETRY'", fourTimes),
                Arguments.of("count as a double", "__error_policy: 'RETRY', __retry_count: 3.0", fourTimes),
                Arguments.of("negative count", "__error_policy: 'RETRY', __retry_count: -1", once));
    }

    @Test
    void retry_waits_a_second_unless_told_otherwise() {
        long start = engine.clock.epochMillis();

        engine.run("fail {times: 2, __error_policy: 'RETRY'}");

        assertThat(engine.clock.epochMillis() - start).isEqualTo(2_000);
    }

    @Test
    void waits_between_attempts_grow_by_the_factor_up_to_the_greatest() {
        long start = engine.clock.epochMillis();

        engine.run("""
                fail {times: 4, __error_policy: 'RETRY', __retry_count: 4, __retry_interval: 100, __retry_backoff: 2, \
                __retry_max_interval: 300}
                """);

        assertThat(engine.clock.epochMillis() - start).isEqualTo(100 + 200 + 300 + 300);
    }

    @Test
    void jitter_spreads_the_wait_by_its_share_at_most() {
        try (TestEngine spread = TestEngine.with(builder -> builder.random(() -> Long.MAX_VALUE))) {
            long start = spread.clock.epochMillis();

            spread.run("fail {times: 1, __error_policy: 'RETRY', __retry_interval: 1000, __retry_jitter: 0.5}");

            assertThat(spread.clock.epochMillis() - start)
                    .isBetween(500L, 1_500L)
                    .isNotEqualTo(1_000L);
        }
    }

    @Test
    void inputs_are_resolved_once_before_the_first_attempt() {
        ExecutionHandle handle = engine.start("""
                parallel
                branch {name: 'a'}
                  F: fail {times: 1, text: '{{current_time}}', __error_policy: 'RETRY', __retry_interval: 60000}
                branch {name: 'b'}
                  comment
                end_parallel
                fail {text: 'done'}
                """);

        ExecutionResult result = engine.finish(handle);

        assertThat(result.outputs("F")).containsEntry("runs", 2L);
        assertThat(engine.trace()).containsExactly("try 1", "try 2", "try 1");
    }

    @Test
    void retry_that_is_used_up_stops() {
        ExecutionResult result = engine.run("""
                fail {text: 'boom', __error_policy: 'RETRY', __retry_count: 1, __retry_interval: 0}
                note 'B'
                """);

        assertThat(result.error().orElseThrow().message()).isEqualTo("boom");
        assertThat(engine.trace()).containsExactly("try 1", "try 2");
    }

    @Test
    void attempt_over_its_time_limit_fails_and_may_be_tried_again() {
        long start = engine.clock.epochMillis();

        ExecutionResult result = engine.run("""
                A: ask {gate: 'never', __timeout: 200, __error_policy: 'RETRY', __retry_count: 1, __retry_interval: 50}
                """);

        assertThat(result.error().orElseThrow().title()).isEqualTo("Timed out");
        assertThat(engine.clock.epochMillis() - start).isEqualTo(450);
    }

    @Test
    void wait_over_the_time_limit_of_its_step_fails() {
        ExecutionResult result = engine.run("""
                S: sleep {ms: 5000, __timeout: 200, __error_policy: 'SKIP'}
                   note '{{S.success}}'
                """);

        assertThat(result.isCompleted()).isTrue();
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.200Z");
        assertThat(engine.trace()).containsExactly("false");
    }

    @Test
    void blocking_call_over_its_time_limit_is_interrupted() {
        ExecutionHandle handle = engine.start("B: block {gate: 'never', __timeout: 200, __error_policy: 'SKIP'}");
        engine.until(() -> engine.trace().contains("blocked at never"));

        ExecutionResult result = engine.finish(handle);

        assertThat(result.outputs("B")).containsEntry("success", false);
        engine.until(() -> engine.trace().contains("interrupted at never"));
    }

    @Test
    void unavailable_module_fails_without_being_tried_again() {
        ExecutionResult result = engine.run("""
                   phone_only {__error_policy: 'SKIP'}
                P: phone_only {__error_policy: 'RETRY', __retry_interval: 1000}
                """);

        ExecutionError error = result.error().orElseThrow();
        assertThat(error.stepId()).isEqualTo("P");
        assertThat(error.title()).isEqualTo("Module not available");
        assertThat(error.message()).isEqualTo("module not available on this platform: phone_only");
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void retry_also_holds_for_control_steps() {
        ExecutionHandle handle = engine.start("""
                L: loop {count: '[[n]]', __error_policy: 'RETRY', __retry_count: 1, __retry_interval: 10}
                   end_loop
                """);

        ExecutionResult result = engine.finish(handle);

        assertThat(result.error().orElseThrow().title()).isEqualTo("Invalid count");
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.010Z");
    }

    @Test
    void step_behind_one_that_was_tried_again_begins_with_inputs_and_attempts_of_its_own() {
        ExecutionResult result = engine.run("""
                fail {text: '{{current_time}}', times: 1, __error_policy: 'RETRY', __retry_interval: 10}
                note '{{current_time}}'
                fail {times: 0}
                """);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(engine.trace()).containsExactly("try 1", "try 2", "1767225600010", "try 1");
    }

    @Test
    void step_behind_a_retried_one_that_succeeded_at_once_has_inputs_of_its_own() {
        ExecutionResult result = engine.run("""
                give {value: '{{current_time}}', __error_policy: 'RETRY'}
                note '[[n]]'
                """);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(engine.trace()).containsExactly("");
    }
}
