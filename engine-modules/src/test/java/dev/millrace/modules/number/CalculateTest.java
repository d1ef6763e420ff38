package dev.millrace.modules.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.Input;
import dev.millrace.test.ModuleTester;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalculateTest {
    @ParameterizedTest(name = "{0} {1} {2} = {3}")
    @MethodSource
    void operands_are_exact_decimals(Object left, String operator, Object right, Object expected) {
        calculate(left, operator, right).run().hasOutput("result", expected);
    }

    static Stream<Arguments> operands_are_exact_decimals() {
        return Stream.of(
                Arguments.of("0.1", "+", "0.2", 0.3),
                Arguments.of(0.1, "+", 0.2, 0.3),
                Arguments.of(5, "-", 7, -2),
                Arguments.of("1.5", "*", 2, 3),
                Arguments.of(10, "/", 3, 3.33),
                Arguments.of(1, "/", 8, 0.13),
                Arguments.of(-1, "/", 8, -0.13),
                Arguments.of(6, "/", 3, 2),
                Arguments.of(1, "/", 1000, 0),
                Arguments.of(7, "%", 3, 1),
                Arguments.of(-7, "%", 3, -1),
                Arguments.of(7, "%", -3, 1),
                Arguments.of("5.5", "%", "2", 1.5),
                Arguments.of(" 5 ", "+", "1e2", 105));
    }

    @Test
    void operator_is_plus_if_absent() {
        ModuleTester.of(new Calculate())
                .with("operand1", 1)
                .with("operand2", 2)
                .run()
                .hasOutput("result", 3);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/", "%"})
    void division_by_zero_fails(String operator) {
        calculate(1, operator, "0.0").run().failed().withMessageContaining("zero");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @MethodSource
    void what_is_no_number_is_no_operand(Object operand) {
        calculate(operand, "+", 1).run().failed().withTitle("Not a number").withMessageContaining("operand1");
        calculate(1, "+", operand).run().failed().withMessageContaining("operand2");
    }

    static Stream<Object> what_is_no_number_is_no_operand() {
        return Stream.of("abc", "", "1,000", true, List.of(1, 2), Map.of(), "NaN", "Infinity");
    }

    @Test
    void absent_operand_fails() {
        ModuleTester.of(new Calculate()).with("operand1", 1).run().failed().withMessageContaining("operand2", "null");
    }

    @Test
    void unknown_operator_fails() {
        calculate(1, "^", 2).run().failed().withMessageContaining("\"^\"", "+, -, *, /, %");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"1e-100000000", "1e100000000", "-1e999999999"})
    void monstrous_numbers_end_at_once(String operand) {
        calculate(operand, "*", operand).run();
        calculate(operand, "/", 3).run();
        calculate(1, "%", operand).run();
    }

    @Test
    void expression_wins_over_operands_and_is_not_rounded() {
        assertThat(new Calculate()
                        .descriptor()
                        .input("expression")
                        .orElseThrow()
                        .syntax())
                .isEqualTo(Input.Syntax.EXPRESSION);
        calculate(1, "+", 1).with("expression", 0.125).run().hasOutput("result", 0.125);
    }

    @Test
    void expression_must_give_a_number() {
        calculate(1, "+", 1).with("expression", "text").run().failed().withMessageContaining("expression", "\"text\"");
    }

    private static ModuleTester calculate(Object left, String operator, Object right) {
        return ModuleTester.of(new Calculate())
                .with("operand1", left)
                .with("operator", operator)
                .with("operand2", right);
    }
}
