package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec vflow-model 6.2 and 3.3: positions count from 1, triggers are not counted. */
class JumpTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void backward_jump_repeats_steps() {
        engine.run("""
                set_variable {variable: '[[i]]', expression: '[[i]] + 1'}
                note '[[i]]'
                if_condition {condition: '[[i]] < 3'}
                  jump {target_step_index: 1}
                endif
                """, Map.of("i", 0));

        assertThat(engine.trace()).containsExactly("1", "2", "3");
    }

    @ParameterizedTest(name = "target \"{0}\"")
    @ValueSource(strings = {"0", "-1", "4", "1.5", "abc", "", "NaN", "Infinity"})
    void target_that_is_no_step_fails(String target) {
        ExecutionResult result = engine.run("""
                jump {target_step_index: '[[t]]'}
                note 'A'
                note 'B'
                """, Map.of("t", target));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().title()).isEqualTo("Invalid jump");
    }

    @Test
    void target_may_come_from_a_reference() {
        engine.run("""
                jump {target_step_index: '[[t]]'}
                note 'A'
                note 'B'
                """, Map.of("t", "3"));

        assertThat(engine.trace()).containsExactly("B");
    }

    @Test
    void jump_into_a_loop_from_outside_fails_the_step() {
        ExecutionResult result = engine.run("""
                jump {target_step_index: '[[t]]'}
                loop {count: 2}
                  note 'A'
                end_loop
                """, Map.of("t", 3));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void jump_to_the_end_of_its_own_loop_begins_the_next_round() {
        engine.run("""
                L: loop {count: 2}
                     note 'A{{L.loop_index}}'
                     jump {target_step_index: 5}
                     note 'never'
                   end_loop
                """);

        assertThat(engine.trace()).containsExactly("A1", "A2");
    }

    @Test
    void jump_to_the_end_of_another_loop_fails_the_step() {
        ExecutionResult result = engine.run("""
                jump {target_step_index: '[[t]]'}
                loop {count: 2}
                  note 'A'
                end_loop
                note 'B'
                """, Map.of("t", 4));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void jump_into_an_if_may_enter_its_body_and_goes_on_behind_it() {
        engine.run("""
                jump {target_step_index: '[[t]]'}
                if_condition {condition: 'false'}
                  note 'A'
                else
                  note 'B'
                endif
                note 'C'
                """, Map.of("t", 3));

        assertThat(engine.trace()).containsExactly("A", "C");
    }

    @Test
    void jump_from_one_part_of_a_try_into_another_fails_the_step() {
        ExecutionResult result = engine.run("""
                try
                  jump {target_step_index: '[[t]]'}
                catch
                  note 'A'
                end_try
                """, Map.of("t", 4));

        assertThat(result.isCompleted()).as("the failed jump is caught").isTrue();
        assertThat(engine.trace()).containsExactly("A");
    }

    @Test
    void jump_out_of_a_branch_fails_the_branch() {
        ExecutionResult result = engine.run("""
                parallel
                branch
                  jump {target_step_index: '[[t]]'}
                end_parallel
                note 'A'
                """, Map.of("t", 5));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void jump_to_an_else_enters_it() {
        ExecutionResult result = engine.run("""
                jump {target_step_index: '[[t]]'}
                if_condition {condition: 'false'}
                  note 'A'
                else
                  note 'B'
                endif
                note 'C'
                """, Map.of("t", 4));

        assertThat(result.isCompleted()).isTrue();
        assertThat(engine.trace()).containsExactly("B", "C");
    }

    @Test
    void jump_to_a_comment_at_the_beginning_of_a_round_side_by_side_stays_in_the_round() {
        engine.run("""
                for_each {input_list: ['p'], maxConcurrency: 2}
                  comment
                  set_variable {variable: '[[i]]', expression: '[[i]] + 1'}
                  note '[[i]]'
                  if_condition {condition: '[[i]] < 2'}
                    jump {target_step_index: 2}
                  endif
                end_for_each
                """, Map.of("i", 0));

        assertThat(engine.trace()).containsExactly("1", "2");
    }

    @ParameterizedTest(name = "target {0}")
    @ValueSource(ints = {3, 5})
    void jump_to_a_branch_step_from_outside_its_block_fails(int target) {
        ExecutionResult result = engine.run("""
                jump {target_step_index: '[[t]]'}
                parallel
                branch
                  note 'A'
                branch
                  note 'B'
                end_parallel
                """, Map.of("t", target));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(engine.trace()).isEmpty();
    }

    @ParameterizedTest(name = "target {0}")
    @ValueSource(ints = {4, 6})
    void jump_to_the_catch_or_finally_of_a_try_from_outside_runs_neither(int target) {
        ExecutionResult result = engine.run("""
                jump {target_step_index: '[[t]]'}
                try
                  comment
                catch
                  note 'A'
                finally
                  note 'B'
                end_try
                """, Map.of("t", target));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void jump_to_the_else_of_an_if_that_held_goes_on_behind_it() {
        engine.run("""
                if_condition {condition: 'true'}
                  note 'A'
                else
                  note 'B'
                endif
                set_variable {variable: '[[i]]', expression: '[[i]] + 1'}
                if_condition {condition: '[[i]] < 2'}
                  jump {target_step_index: 3}
                endif
                """, Map.of("i", 0));

        assertThat(engine.trace()).containsExactly("A");
    }
}
