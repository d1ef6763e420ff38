package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepResult;
import dev.millrace.observe.LogEntry;
import dev.millrace.workflow.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code {{step.output.N}}}: what a step gave in its N-th run (spec sync-api-trigger 5.2). */
class ResultNumberTest {
    private final TestEngine engine = TestEngine.with(
            builder -> builder.history().module(giving("double", "result")).module(giving("own", "output")));

    private static Module giving(String id, String output) {
        ModuleDescriptor descriptor = ModuleDescriptor.builder(id)
                .input(Input.any("of"))
                .output(Output.any(output))
                .build();
        return Module.of(descriptor, step -> StepResult.done(output, step.input("of")));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "first run, output.0.value, 1",
        "third run, output.2.value, 3",
        "newest run, output.-1.value, 3",
        "oldest run counted from the newest, output.-3.value, 1",
        "whole dictionary, output.1, '{\"value\":2}'",
    })
    void result_of_one_run_can_be_read_after_the_loop(String name, String path, String expected) {
        engine.run("""
                L: loop {count: 3}
                S:   give {value: '{{L.loop_index}}'}
                   end_loop
                   note '{{S.%s}}'
                """.formatted(path));

        assertThat(engine.trace()).containsExactly(expected);
    }

    @Test
    void result_of_a_step_that_gives_only_a_result_is_the_bare_value() {
        engine.run("""
                L: loop {count: 2}
                S:   double {of: '{{L.loop_index}}'}
                   end_loop
                   note '{{S.output.0}} {{S.output.1}} {{S.result}}'
                """);

        assertThat(engine.trace()).containsExactly("1 2 2");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"3", "-4"})
    void number_of_a_run_that_was_not_gives_null_and_a_warning(int number) {
        ExecutionResult result = engine.run("""
                   loop {count: 3}
                S:   give {value: 1}
                   end_loop
                R: give {value: '{{S.output.%d}}'}
                """.formatted(number));

        assertThat(result.outputs("R")).containsEntry("value", null);
        assertThat(result.view().log())
                .extracting(LogEntry::message)
                .contains("Unresolved reference: {{S.output." + number + "}}");
    }

    @Test
    void vector_19_results_of_a_step_in_a_parallel_block_in_a_loop_are_told_apart() {
        engine.run("""
                L: loop {count: 3}
                     parallel
                     branch
                S:     give {value: 'a{{L.loop_index}}'}
                     branch
                       give {value: 'b'}
                     end_parallel
                   end_loop
                   note '{{S.output.2.value}} of {{S.output.0.value}}, {{S.output.1.value}}'
                """);

        assertThat(engine.trace()).containsExactly("a3 of a1, a2");
    }

    @Test
    void results_of_rounds_that_run_at_once_are_in_the_order_of_their_items() {
        engine.run("""
                S0: give {value: 'before'}
                F:  for_each {input_list: [30, 10, 20], maxConcurrency: 3}
                      sleep {ms: '{{F.item}}'}
                S:    double {of: '{{F.item}}'}
                    end_for_each
                    note '{{S.output.0}} {{S.output.1}} {{S.output.2}} {{S0.output.0.value}}'
                """);

        assertThat(engine.trace()).containsExactly("30 10 20 before");
    }

    @Test
    void newest_thousand_results_are_kept_under_their_numbers() {
        ExecutionResult result = engine.run("""
                L: loop {count: 1200}
                S:   double {of: '{{L.loop_index}}'}
                   end_loop
                   note '{{S.output.200}} {{S.output.1199}} {{S.output.-1000}}'
                G: give {value: '{{S.output.199}}'}
                """);

        assertThat(engine.trace()).containsExactly("201 1200 201");
        assertThat(result.outputs("G")).containsEntry("value", null);
    }

    @Test
    void step_that_was_tested_or_set_a_variable_has_results_too() {
        engine.run("""
                C: create_variable {type: 'number', value: 4, variableName: 'n'}
                I: if_condition {condition: '[[n]] == 4'}
                   endif
                   note '{{C.output.0.variable}} {{I.output.0}}'
                """);

        assertThat(engine.trace()).containsExactly("4 true");
    }

    @Test
    void output_of_that_name_is_meant_where_a_step_declares_one() {
        engine.run("""
                S: own {of: ['p', 'q']}
                   note '{{S.output.1}}'
                """);

        assertThat(engine.trace()).containsExactly("q");
    }

    @Test
    void results_are_kept_only_where_some_reference_reads_them() {
        ExecutionResult result = engine.run("""
                A: give {value: 1}
                B: give {value: '{{A.output.0.value}}'}
                """);

        assertThat(result.outputs("A")).isEqualTo(Map.of("value", 1L, "output", Map.of("0", Map.of("value", 1L))));
        assertThat(result.outputs("B")).isEqualTo(Map.of("value", 1L));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a loop has rounds and no results, L.output.0",
        "without a number there is no such output, S.output",
        "nor with a name behind it, S.output.value",
    })
    void other_forms_are_refused(String name, String path) {
        assertThat(engine.millrace.check(Listing.workflow("""
                L: loop {count: 1}
                S:   give {value: 1}
                     note '{{%s}}'
                   end_loop
                """.formatted(path))))
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains("has no output \"output\"");
    }

    @Test
    void rerun_counts_on_from_the_results_of_the_first_execution() {
        engine.deploy("w", """
                S: give {value: 1}
                N: note '{{S.output.0.value}}'
                """);
        ExecutionResult first = engine.finish(engine.millrace.start("w", StartRequest.plain()));

        engine.finish(engine.millrace.rerun(Rerun.of(first.view().id(), "N")));

        assertThat(engine.trace()).isEqualTo(List.of("1", "1"));
    }
}
