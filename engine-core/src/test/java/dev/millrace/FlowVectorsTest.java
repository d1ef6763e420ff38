package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.observe.ExecutionStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The flow table of spec vflow-model, section 8: every row is a row here. */
class FlowVectorsTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void completes_with_these_notes(String row, String program, String notes) {
        ExecutionResult result = engine.run(program, Map.of("i", 0));

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(String.join(", ", engine.trace())).isEqualTo(notes);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments("if false { A } else { B }; C", """
                        if_condition {condition: 'false'}
                          note 'A'
                        else
                          note 'B'
                        endif
                        note 'C'
                        """, "B, C"),
                arguments("if true { A } else { B }; C", """
                        if_condition {condition: 'true'}
                          note 'A'
                        else
                          note 'B'
                        endif
                        note 'C'
                        """, "A, C"),
                arguments("if false { A }; C", """
                        if_condition {condition: 'false'}
                          note 'A'
                        endif
                        note 'C'
                        """, "C"),
                arguments("if true { if false {A} else {B} } else { D }", """
                        if_condition {condition: 'true'}
                          if_condition {condition: 'false'}
                            note 'A'
                          else
                            note 'B'
                          endif
                        else
                          note 'D'
                        endif
                        """, "B"),
                arguments("loop 3 { A(index) }; total", """
                        L: loop {count: 3}
                             note 'A{{L.loop_index}}'
                           end_loop
                           note '{{L.loop_total}}'
                        """, "A1, A2, A3, 3"),
                arguments("loop 2 { loop 5 { break }; A }; B", """
                        loop {count: 2}
                          loop {count: 5}
                            break
                          end_loop
                          note 'A'
                        end_loop
                        note 'B'
                        """, "A, A, B"),
                arguments("foreach [x, y] { A(item, index) }", """
                        F: for_each {input_list: ['x', 'y']}
                             note '{{F.item}}{{F.index}}'
                           end_for_each
                        """, "x1, y2"),
                arguments("foreach \"hi\" { A }", """
                        F: for_each {input_list: 'hi'}
                             note '{{F.item}}'
                           end_for_each
                        """, "h, i"),
                arguments("foreach [] { A }; B", """
                        for_each {input_list: []}
                          note 'A'
                        end_for_each
                        note 'B'
                        """, "B"),
                arguments("foreach [1,2,3] { if item=2 { continue }; A }", """
                        F: for_each {input_list: [1, 2, 3]}
                             if_condition {input1: '{{F.item}}', operator: 'equals', value1: 2}
                               continue
                             endif
                             note 'A{{F.item}}'
                           end_for_each
                        """, "A1, A3"),
                arguments("while i<3 { A; i=i+1 }", """
                        while {condition: '[[i]] < 3'}
                          note 'A'
                          set_variable {variable: '[[i]]', expression: '[[i]] + 1'}
                        end_while
                        """, "A, A, A"),
                arguments("A; jump 4; B; C", """
                        note 'A'
                        jump {target_step_index: 4}
                        note 'B'
                        note 'C'
                        """, "A, C"),
                arguments("A; stop; B", """
                        note 'A'
                        stop_workflow
                        note 'B'
                        """, "A"),
                arguments("step fails, SKIP, then if success is_false { A }", """
                        S: fail {text: 'boom', times: 9, __error_policy: 'SKIP'}
                           if_condition {input1: '{{S.success}}', operator: 'is_false'}
                             note 'A {{S.error}}'
                           endif
                        """, "try 1, A boom"),
                arguments("step fails twice then succeeds, RETRY 3 × 10 ms", """
                        S: fail {times: 2, __error_policy: 'RETRY', __retry_count: 3, __retry_interval: 10}
                           note 'ran {{S.runs}}'
                        """, "try 1, try 2, try 3, ran 3"));
    }

    @Test
    void loop_0_fails_the_step() {
        ExecutionResult result = engine.run("""
                loop {count: '[[i]]'}
                  note 'A'
                end_loop
                """, Map.of("i", 0));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().stepIndex()).isZero();
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void step_that_always_fails_with_retry_2_runs_3_times_and_fails_the_execution_there() {
        ExecutionResult result = engine.run("""
                note 'A'
                fail {__error_policy: 'RETRY', __retry_count: 2}
                note 'B'
                """);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().stepIndex()).isEqualTo(1);
        assertThat(engine.trace()).containsExactly("A", "try 1", "try 2", "try 3");
    }

    @Test
    void max_execution_time_1_with_a_wait_of_5000_times_out_after_a_second() {
        long start = engine.clock.epochMillis();

        ExecutionResult result =
                engine.run(Listing.builder("""
                        sleep {ms: 5000}
                        note 'A'
                        """).maxExecutionSeconds(1).build(), Map.of());

        assertThat(result.status()).isEqualTo(ExecutionStatus.TIMEOUT);
        assertThat(engine.clock.epochMillis() - start).isEqualTo(1_000);
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void workflow_that_calls_itself_fails_at_the_call() {
        String listing = "C: call_workflow {workflow_id: 'w'}";
        engine.deploy("w", listing);

        ExecutionResult result = engine.run(listing);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().title()).isEqualTo("Recursive call");
    }

    @Test
    void sub_workflow_gives_its_result_and_its_variables() {
        engine.deploy("sub", """
                v: create_variable {type: 'number', value: 1, variableName: 'x'}
                   return {value: '{{v.variable}}'}
                """);

        ExecutionResult result = engine.run("""
                call: call_workflow {workflow_id: 'sub'}
                      note '{{call.result}} {{call.var_x}}'
                """);

        assertThat(result.outputs("call")).isEqualTo(Map.of("result", 1L, "var_x", 1L));
        assertThat(engine.trace()).isEqualTo(List.of("1 1"));
    }
}
