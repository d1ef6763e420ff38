package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Spec sync-api-trigger 9.2, and {@code return} in vflow-model 6.2. */
class OutputTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outputs")
    void output_is_whatever_is_set(String row, String parameters, Object expected) {
        ExecutionResult result = engine.run("output {%s}".formatted(parameters), Map.of("v", List.of(1), "s", "x"));

        assertThat(result.output()).isEqualTo(expected);
    }

    static Stream<Arguments> outputs() {
        return Stream.of(
                Arguments.of("text", "value: 'ok'", "ok"),
                Arguments.of("number", "value: 5", 5L),
                Arguments.of(
                        "JSON object in a text", "value: '{\"name\":\"hello world\"}'", Map.of("name", "hello world")),
                Arguments.of("JSON list in a text", "value: ' [1, 2] '", List.of(1L, 2L)),
                Arguments.of("what only begins like JSON", "value: '[1, 2'", "[1, 2"),
                Arguments.of("text with something behind the JSON", "value: '{} x'", "{} x"),
                Arguments.of("number in a text", "value: '5'", "5"),
                Arguments.of("asText", "value: '[1]', asText: true", "[1]"),
                Arguments.of("pure reference keeps its type", "value: '[[v]]'", List.of(1L)),
                Arguments.of(
                        "references inside a dictionary",
                        "value: {a: '[[s]]', b: ['[[v]]']}",
                        Map.of("a", "x", "b", List.of(List.of(1L)))));
    }

    @Test
    void output_may_be_set_several_times_and_does_not_end_the_execution() {
        ExecutionResult result = engine.run("""
                output {value: 1}
                output {value: 2}
                note 'on'
                """);

        assertThat(result.output()).isEqualTo(2L);
        assertThat(engine.trace()).containsExactly("on");
    }

    @Test
    void return_value_is_the_output_unless_an_output_step_set_one() {
        ExecutionResult returned = engine.run("return {value: 1}");
        ExecutionResult both = engine.run("""
                output {value: 'set'}
                return {value: 1}
                """);

        assertThat(returned.output()).isEqualTo(1L);
        assertThat(both.output()).isEqualTo("set");
        assertThat(both.view().returnValue()).isEqualTo(1L);
    }

    @Test
    void output_set_before_a_failure_is_kept() {
        ExecutionResult result = engine.run("""
                output {value: 'so far'}
                throw {content: 'no'}
                """);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.output()).isEqualTo("so far");
    }

    @Test
    void output_set_in_a_branch_is_the_executions() {
        ExecutionResult result = engine.run("""
                parallel
                branch
                  output {value: 'branch'}
                end_parallel
                """);

        assertThat(result.output()).isEqualTo("branch");
    }

    @Test
    void outputs_set_in_branches_merge_in_branch_order() {
        ExecutionResult result = engine.run("""
                parallel
                branch
                  sleep {ms: 100}
                  output {value: 'first'}
                branch
                  output {value: 'second'}
                end_parallel
                """);

        assertThat(result.output()).isEqualTo("second");
    }

    @Test
    void no_output_is_null() {
        assertThat(engine.run("note 'A'").output()).isNull();
    }
}
