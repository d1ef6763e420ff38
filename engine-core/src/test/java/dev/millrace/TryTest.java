package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code try}, {@code catch}, {@code finally} and {@code throw} (decision D1; spec sync-api-trigger 9.3). */
class TryTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void catch_tells_what_went_wrong_and_where() {
        ExecutionResult result = engine.run("""
                   try
                T:   throw {name: 'Stock', content: 'none left', code: 2409}
                     note 'A'
                C: catch
                     note '{{C.title}}: {{C.error}} at {{C.step_id}} {{C.step_index}} code {{C.code}}'
                   end_try
                   note 'B'
                """);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(engine.trace()).containsExactly("Stock: none left at T 1 code 2409", "B");
    }

    @Test
    void catch_is_passed_over_when_nothing_fails() {
        engine.run("""
                try
                  note 'A'
                catch
                  note 'B'
                end_try
                note 'C'
                """);

        assertThat(engine.trace()).containsExactly("A", "C");
    }

    @Test
    void uncaught_throw_fails_the_execution_with_its_code_and_message() {
        ExecutionResult result = engine.run("T: throw {content: 'no', code: 2409}");

        assertThat(result.error()).contains(new ExecutionError("error", "no", "T", 0, 2409));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysOut")
    void finally_runs_on_every_way_out(String row, String body, ExecutionStatus status, String notes) {
        ExecutionResult result = engine.run("""
                L: loop {count: 2}
                     try
                       note 'body'
                       %s
                     finally
                       note 'finally'
                     end_try
                     note 'behind'
                   end_loop
                   note 'end'
                """.formatted(body));

        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        assertThat(String.join(", ", engine.trace())).isEqualTo(notes);
    }

    static Stream<Arguments> waysOut() {
        String twice = "body, finally, behind, body, finally, behind, end";
        return Stream.of(
                Arguments.of("the end of the body", "comment", ExecutionStatus.COMPLETED, twice),
                Arguments.of("a failure", "throw {content: 'no'}", ExecutionStatus.FAILED, "body, finally"),
                Arguments.of("break", "break", ExecutionStatus.COMPLETED, "body, finally, end"),
                Arguments.of("continue", "continue", ExecutionStatus.COMPLETED, "body, finally, body, finally, end"),
                Arguments.of("return", "return {value: 1}", ExecutionStatus.COMPLETED, "body, finally"),
                Arguments.of("stop", "stop_workflow", ExecutionStatus.COMPLETED, "body, finally"),
                Arguments.of("jump", "jump {target_step_index: 10}", ExecutionStatus.COMPLETED, "body, finally, end"));
    }

    @Test
    void finally_runs_after_the_catch_also_when_that_fails() {
        ExecutionResult result = engine.run("""
                try
                  throw {content: 'first'}
                catch
                  note 'catch'
                  throw {content: 'second'}
                finally
                  note 'finally'
                end_try
                """);

        assertThat(engine.trace()).containsExactly("catch", "finally");
        assertThat(result.error().orElseThrow().message()).isEqualTo("second");
    }

    @Test
    void failure_in_a_catch_goes_to_the_try_around_it() {
        ExecutionResult result = engine.run("""
                   try
                     try
                       throw {content: 'first'}
                     catch
                       throw {content: 'second'}
                     end_try
                O: catch
                     note '{{O.error}}'
                   end_try
                """);

        assertThat(result.isCompleted()).isTrue();
        assertThat(engine.trace()).containsExactly("second");
    }

    @Test
    void failure_in_a_finally_replaces_the_one_on_its_way() {
        ExecutionResult result = engine.run("""
                try
                  throw {content: 'first'}
                finally
                  throw {content: 'second'}
                end_try
                """);

        assertThat(result.error().orElseThrow().message()).isEqualTo("second");
    }

    @Test
    void nested_finally_parts_run_from_the_inside_outwards_before_a_return() {
        ExecutionResult result = engine.run("""
                try
                  try
                    return {value: 7}
                  finally
                    note 'inner'
                  end_try
                finally
                  note 'outer'
                end_try
                note 'never'
                """);

        assertThat(result.output()).isEqualTo(7L);
        assertThat(engine.trace()).containsExactly("inner", "outer");
    }

    @Test
    void failure_that_was_caught_inside_a_loop_leaves_its_rounds_alone() {
        engine.run("""
                L: loop {count: 3}
                     try
                       loop {count: 2}
                         throw {content: 'no'}
                       end_loop
                     catch
                       note 'C{{L.loop_index}}'
                     end_try
                   end_loop
                """);

        assertThat(engine.trace()).containsExactly("C1", "C2", "C3");
    }

    @Test
    void step_is_tried_again_before_it_counts_as_failed() {
        engine.run("""
                try
                  fail {__error_policy: 'RETRY', __retry_count: 1, __retry_interval: 5}
                catch
                  note 'caught'
                end_try
                """);

        assertThat(engine.trace()).containsExactly("try 1", "try 2", "caught");
    }

    @Test
    void skipped_failure_is_no_matter_for_the_catch() {
        engine.run("""
                try
                  fail {__error_policy: 'SKIP'}
                  note 'on'
                catch
                  note 'caught'
                end_try
                """);

        assertThat(engine.trace()).containsExactly("try 1", "on");
    }

    @Test
    void cancelled_execution_runs_neither_catch_nor_finally() {
        ExecutionHandle handle = engine.start("""
                try
                  sleep {ms: 1000}
                catch
                  note 'catch'
                finally
                  note 'finally'
                end_try
                """);

        handle.cancel();

        assertThat(engine.finish(handle).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void outputs_of_the_catch_are_those_of_the_newest_failure() {
        ExecutionResult result = engine.run("""
                L: loop {count: 2}
                     try
                       throw {content: 'no {{L.loop_index}}'}
                C:   catch
                     end_try
                   end_loop
                """);

        assertThat(result.outputs("C"))
                .isEqualTo(Map.of("error", "no 2", "title", "error", "step_id", "s3", "step_index", 2L, "code", 0L));
    }
}
