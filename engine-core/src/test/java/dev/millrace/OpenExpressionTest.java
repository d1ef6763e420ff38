package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.execution.Execution;
import dev.millrace.execution.ExecutionSnapshot;
import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.module.ValueExpression;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.workflow.Problem;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expressions that a module evaluates over values of its own. */
class OpenExpressionTest {
    private final TestEngine engine =
            TestEngine.with(builder -> builder.module(first()).module(count()));

    @AfterEach
    void close() {
        engine.close();
    }

    /** Gives the first number from 1 to 9 for which {@code where} is true; fails if there is none. */
    private static Module first() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("first")
                .input(Input.openExpression("where", "number"))
                .output(Output.number("found"))
                .build();
        return Module.of(descriptor, step -> {
            ValueExpression where = step.expression("where");
            for (long number = 1; number < 10; number++) {
                if (where.test(number)) {
                    step.variables().set("limit", number);
                    return StepResult.done("found", number);
                }
            }
            throw new StepFailedException("Not found", "none of them");
        });
    }

    /** Counts how often the expression is true of the elements of a long list. */
    private static Module count() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("count")
                .input(Input.openExpression("where", "number").required())
                .output(Output.number("found"))
                .build();
        return Module.of(descriptor, step -> {
            ValueExpression where = step.expression("where");
            long found = 0;
            for (long number = 0; number < 1_000_000; number++) {
                found += where.test(number) ? 1 : 0;
            }
            return StepResult.done("found", found);
        });
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("rows")
    void names_references_and_variables_stand_side_by_side(String where, Object found) {
        ExecutionResult result = engine.run("""
                create_variable {type: 'number', value: 5, variableName: 'limit'}
                g: give {value: {least: 3, list: [4, 6]}}
                f: first {where: %s}
                """.formatted(where));

        assertThat(result.outputs("f")).containsEntry("found", found);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments("'number > [[limit]]'", 6L),
                arguments("'number == {{g.value.least}}'", 3L),
                arguments("'number in {{g.value.list}}'", 4L),
                arguments("'\"n{{g.value.least}}\" == \"n\" + number'", 3L),
                arguments("'number > 1 and {{current_time}} > 0'", 2L),
                arguments("true", 1L),
                arguments("'{{g.value}} exists'", 1L));
    }

    @Test
    void references_keep_the_values_they_had_when_the_attempt_began() {
        ExecutionResult result = engine.run("""
                create_variable {type: 'number', value: 2, variableName: 'limit'}
                loop {count: 2}
                f: first {where: 'number > [[limit]]'}
                end_loop
                """);

        assertThat(result.outputs("f")).containsEntry("found", 4L);
    }

    @Test
    void inserted_text_is_not_read_as_an_expression() {
        ExecutionResult result = engine.run("""
                g: give {value: 'number == 7'}
                f: first {where: '{{g.value}}'}
                """);

        assertThat(result.status()).isEqualTo(ExecutionStatus.COMPLETED);
        assertThat(result.outputs("f")).containsEntry("found", 1L);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("problems")
    void checking_finds_what_is_wrong(String where, String problem) {
        List<Problem> problems = engine.millrace.check(Listing.workflow("f: first {where: '" + where + "'}"));

        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("error ")
                .contains("step 1 (f), parameters.where: ")
                .contains(problem);
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                arguments("number >", "cannot be read at column 9: found the end"),
                arguments("numbr > 1", "there is no name \"numbr\" here. Fix: write number"),
                arguments("number > {{x.y}}", "refers to a step that does not exist"),
                arguments("number > {{f.found}}", "refers to the step it stands in"));
    }

    @Test
    void bare_names_stay_an_error_in_conditions() {
        assertThat(engine.millrace.check(Listing.workflow("""
                if_condition {condition: 'number > 1'}
                endif
                """)))
                .singleElement()
                .asString()
                .contains("write a reference: [[number]]");
    }

    @Test
    void empty_text_of_an_optional_input_is_no_expression() {
        assertThat(engine.millrace.check(Listing.workflow("first {where: ' '}")))
                .isEmpty();
        assertThat(engine.millrace.check(Listing.workflow("count {where: ' '}")))
                .hasSize(1);
    }

    @Test
    void expression_of_a_step_that_waits_for_its_next_attempt_is_written_down() throws IOException {
        Execution execution = TestEngine.inside(engine.start("""
                        g: give {value: 20}
                        f: first {where: 'number == {{g.value}}', __error_policy: 'RETRY', __retry_count: 1}
                        """));
        ExecutionSnapshot snapshot = TestEngine.throughText(execution.snapshot());
        engine.crash();

        Execution restored = engine.millrace.restore(snapshot);
        engine.clock.advanceToNextTimer();
        engine.settle();

        assertThat(ExecutionResult.of(restored).error().orElseThrow().message()).contains("none of them");
    }

    @Test
    void expression_that_takes_too_long_over_many_values_fails() {
        List<Long> many = Collections.nCopies(100_000, -1L);

        ExecutionResult result = engine.run(Listing.workflow("""
                c: count {where: 'number in [[many]]'}
                """), Map.of("many", many));

        assertThat(result.error().orElseThrow().message()).contains("input \"where\" has taken 5 seconds");
    }
}
