package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Spec vflow-model 3.3, 3.4 and 6.2. */
class LoopTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("counts")
    void count_is_a_number_truncated_or_the_text_of_an_integer(String row, Object count, int rounds) {
        ExecutionResult result = engine.run("""
                loop {count: '[[n]]'}
                  note 'A'
                end_loop
                """, Map.of("n", count));

        assertThat(result.isCompleted()).as(result.toString()).isEqualTo(rounds > 0);
        assertThat(engine.trace()).isEqualTo(Collections.nCopies(rounds, "A"));
    }

    static Stream<Arguments> counts() {
        return Stream.of(
                Arguments.of("3", 3, 3),
                Arguments.of("3.0", 3.0, 3),
                Arguments.of("2.9 is 2", 2.9, 2),
                Arguments.of("text 4", "4", 4),
                Arguments.of("0 fails", 0, 0),
                Arguments.of("-1 fails", -1, 0),
                Arguments.of("0.9 fails", 0.9, 0),
                Arguments.of("text 5.0 fails", "5.0", 0),
                Arguments.of("text with a space fails", " 5", 0),
                Arguments.of("text -5 fails", "-5", 0),
                Arguments.of("empty text fails", "", 0),
                Arguments.of("true fails", true, 0),
                Arguments.of("list fails", List.of(1, 2), 0));
    }

    @Test
    void count_is_read_once() {
        engine.run("""
                loop {count: '[[n]]'}
                  set_variable {variable: '[[n]]', newValue: 9}
                  note 'A'
                end_loop
                """, Map.of("n", 2));

        assertThat(engine.trace()).containsExactly("A", "A");
    }

    @Test
    void index_and_total_keep_their_last_values_after_a_break() {
        ExecutionResult result = engine.run("""
                L: loop {count: 5}
                     if_condition {condition: '{{L.loop_index}} == 3'}
                       break
                     endif
                   end_loop
                """);

        assertThat(result.outputs("L")).isEqualTo(Map.of("loop_index", 3L, "loop_total", 5L));
    }

    @Test
    void continue_in_the_last_round_ends_the_loop() {
        engine.run("""
                L: loop {count: 2}
                     note 'A{{L.loop_index}}'
                     continue
                     note 'B'
                   end_loop
                   note 'C'
                """);

        assertThat(engine.trace()).containsExactly("A1", "A2", "C");
    }

    @Test
    void continue_of_an_inner_loop_of_another_kind_leaves_the_outer_round_alone() {
        engine.run("""
                L: loop {count: 2}
                     F: for_each {input_list: [1, 2]}
                          continue
                        end_for_each
                     note 'A{{L.loop_index}}{{F.index}}'
                   end_loop
                """);

        assertThat(engine.trace()).containsExactly("A12", "A22");
    }

    @Test
    void continue_goes_to_the_next_test_of_a_while() {
        engine.run("""
                while {condition: '[[i]] < 3'}
                  set_variable {variable: '[[i]]', expression: '[[i]] + 1'}
                  if_condition {condition: '[[i]] == 2'}
                    continue
                  endif
                  note 'A[[i]]'
                end_while
                """, Map.of("i", 0));

        assertThat(engine.trace()).containsExactly("A1", "A3");
    }

    @Test
    void break_leaves_a_while_whose_condition_still_holds() {
        ExecutionResult result = engine.run("""
                W: while {condition: 'true'}
                     break
                   end_while
                   note 'A'
                """);

        assertThat(engine.trace()).containsExactly("A");
        assertThat(result.outputs("W")).containsEntry("result", true);
    }

    @Test
    void while_that_never_holds_has_no_round_and_no_output() {
        ExecutionResult result = engine.run("""
                W: while {condition: 'false'}
                     note 'A'
                   end_while
                """);

        assertThat(engine.trace()).isEmpty();
        assertThat(result.outputs("W")).isEmpty();
    }

    @Test
    void jump_out_of_a_loop_forgets_its_round() {
        engine.run("""
                  set_variable {variable: '[[i]]', expression: '[[i]] + 1'}
                L: loop {count: 2}
                     note 'A{{L.loop_index}}'
                     if_condition {condition: '[[i]] == 1'}
                       jump {target_step_index: 1}
                     endif
                   end_loop
                """, Map.of("i", 0));

        assertThat(engine.trace()).containsExactly("A1", "A1", "A2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("collections")
    void for_each_goes_through_elements_or_code_points(String row, Object input, String items) {
        engine.run("""
                F: for_each {input_list: '[[input]]'}
                     note '{{F.item}}'
                   end_for_each
                """, Collections.singletonMap("input", input));

        assertThat(String.join("|", engine.trace())).isEqualTo(items);
    }

    static Stream<Arguments> collections() {
        return Stream.of(
                Arguments.of("list", List.of(1, "b"), "1|b"),
                Arguments.of("list with a null", Arrays.asList("a", null), "a|"),
                Arguments.of("text", "a😀b", "a|😀|b"),
                Arguments.of("number", 120, "1|2|0"),
                Arguments.of("boolean", true, "t|r|u|e"),
                Arguments.of("null", null, ""),
                Arguments.of("empty text", "", ""));
    }

    @Test
    void for_each_keeps_to_the_list_it_began_with() {
        engine.run("""
                F: for_each {input_list: '[[l]]'}
                     set_variable {variable: '[[l]]', newValue: []}
                     note '{{F.item}}'
                   end_for_each
                """, Map.of("l", List.of(1, 2)));

        assertThat(engine.trace()).containsExactly("1", "2");
    }

    @Test
    void for_each_over_nothing_leaves_no_outputs() {
        ExecutionResult result = engine.run("""
                F: for_each {input_list: '{{nothing.here}}'}
                   end_for_each
                """.replace("{{nothing.here}}", "[[none]]"));

        assertThat(result.isCompleted()).isTrue();
        assertThat(result.outputs("F")).isEmpty();
    }

    @Test
    void rounds_side_by_side_see_their_own_item_and_wait_at_the_same_time() {
        long start = engine.clock.epochMillis();

        ExecutionResult result = engine.run("""
                F: for_each {input_list: ['a', 'b', 'c', 'd'], maxConcurrency: 2}
                     sleep {ms: 100}
                N:   note '{{F.item}}{{F.index}}'
                   end_for_each
                   note 'last {{F.item}} {{N.text}}'
                """);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(engine.trace()).containsExactly("a1", "b2", "c3", "d4", "last d d4");
        assertThat(engine.clock.epochMillis() - start).isEqualTo(200);
    }

    @Test
    void variables_of_rounds_side_by_side_merge_in_the_order_of_the_list() {
        ExecutionResult result = engine.run("""
                F: for_each {input_list: [300, 200, 100], maxConcurrency: 3}
                     sleep {ms: '{{F.item}}'}
                     set_variable {variable: '[[v]]', newValue: '{{F.item}}'}
                   end_for_each
                """, Map.of("v", 0));

        assertThat(result.variables()).containsEntry("v", 100L);
    }

    @Test
    void failing_round_stops_the_others_and_fails_the_for_each() {
        ExecutionResult result = engine.run("""
                F: for_each {input_list: [1, 2, 3], maxConcurrency: 2}
                     if_condition {condition: '{{F.item}} == 2'}
                       throw {content: 'second'}
                     endif
                     sleep {ms: 1000}
                     note '{{F.item}}'
                   end_for_each
                """);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().message()).isEqualTo("second");
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void continue_ends_one_round_of_several_side_by_side() {
        engine.run("""
                F: for_each {input_list: [1, 2, 3], maxConcurrency: 2}
                     if_condition {condition: '{{F.item}} == 2'}
                       continue
                     endif
                     note '{{F.item}}'
                   end_for_each
                """);

        assertThat(engine.trace()).containsExactly("1", "3");
    }

    @Test
    void skip_on_the_start_of_a_loop_goes_on_behind_its_end() {
        ExecutionResult result = engine.run("""
                L: loop {count: '[[none]]', __error_policy: 'SKIP'}
                     note 'A'
                   end_loop
                   note 'B {{L.success}}'
                """);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(engine.trace()).containsExactly("B false");
        assertThat(result.outputs("L")).containsKeys("loop_index", "loop_total", "error");
    }

    @Test
    void endless_loop_ends_at_the_limit_of_steps() {
        try (TestEngine small = TestEngine.with(builder -> builder.maxSteps(5_000))) {
            ExecutionResult result = small.run("""
                    while {condition: 'true'}
                    end_while
                    """);

            assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(result.error().orElseThrow().title()).isEqualTo("Too many steps");
        }
    }

    @Test
    void outputs_of_rounds_side_by_side_merge_in_the_order_of_the_list_also_when_a_value_comes_again() {
        ExecutionResult result = engine.run("""
                   loop {count: 2}
                F:   for_each {input_list: [1, 2], maxConcurrency: 2}
                I:     if_condition {condition: '{{F.item}} == 1'}
                       endif
                     end_for_each
                   end_loop
                """);

        assertThat(result.outputs("I")).containsEntry("result", false);
    }
}
