package dev.millrace.template;

import static dev.millrace.template.ConditionOperator.CONTAINS;
import static dev.millrace.template.ConditionOperator.ENDS_WITH;
import static dev.millrace.template.ConditionOperator.EQUALS;
import static dev.millrace.template.ConditionOperator.EXISTS;
import static dev.millrace.template.ConditionOperator.IS_EMPTY;
import static dev.millrace.template.ConditionOperator.IS_FALSE;
import static dev.millrace.template.ConditionOperator.IS_NOT_EMPTY;
import static dev.millrace.template.ConditionOperator.IS_TRUE;
import static dev.millrace.template.ConditionOperator.MATCHES_REGEX;
import static dev.millrace.template.ConditionOperator.NOT_CONTAINS;
import static dev.millrace.template.ConditionOperator.NOT_EQUALS;
import static dev.millrace.template.ConditionOperator.NOT_EXISTS;
import static dev.millrace.template.ConditionOperator.NUMBER_BETWEEN;
import static dev.millrace.template.ConditionOperator.NUMBER_GT;
import static dev.millrace.template.ConditionOperator.NUMBER_GTE;
import static dev.millrace.template.ConditionOperator.NUMBER_LT;
import static dev.millrace.template.ConditionOperator.NUMBER_LTE;
import static dev.millrace.template.ConditionOperator.STARTS_WITH;
import static dev.millrace.template.ConditionOperator.STRICT_EQUALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionOperatorTest {
    @ParameterizedTest(name = "{1} {0} {2} {3}: {4}")
    @MethodSource("rows")
    void operators_follow_the_table(
            ConditionOperator operator,
            @Nullable Object input1,
            @Nullable Object value1,
            @Nullable Object value2,
            boolean expected) {
        TestScope scope =
                new TestScope().variable("a", input1).variable("b", value1).variable("c", value2);

        assertThat(operator.test(input1, value1, value2)).isEqualTo(expected);
        assertThat(operator.bind(variable("a", scope), new Constant(value1), new Constant(value2))
                        .test(scope))
                .as("with constants")
                .isEqualTo(expected);
        assertThat(operator.bind(variable("a", scope), variable("b", scope), variable("c", scope))
                        .evaluate(scope))
                .as("with variables")
                .isEqualTo(expected);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                row(EXISTS, null, false),
                row(EXISTS, "", true),
                row(EXISTS, false, true),
                row(NOT_EXISTS, null, true),
                row(NOT_EXISTS, 0L, false),
                row(IS_EMPTY, null, true),
                row(IS_EMPTY, "", true),
                row(IS_EMPTY, " ", false),
                row(IS_EMPTY, 0L, false),
                row(IS_EMPTY, List.of(), true),
                row(IS_EMPTY, List.of(""), false),
                row(IS_EMPTY, Map.of(), true),
                row(IS_NOT_EMPTY, null, false),
                row(IS_NOT_EMPTY, "x", true),
                row(EQUALS, null, null, true),
                row(EQUALS, "5", 5L, true),
                row(EQUALS, 5L, 5L, true),
                row(EQUALS, "", "hello", false),
                row(NOT_EQUALS, "5", 5L, false),
                row(NOT_EQUALS, 4L, 5L, true),
                row(NOT_EQUALS, null, 5L, true),
                row(STRICT_EQUALS, "5", 5L, false),
                row(STRICT_EQUALS, 5.0, 5L, true),
                row(STRICT_EQUALS, null, null, true),
                row(CONTAINS, "Hello", "ELL", true),
                row(CONTAINS, "Hello", "", true),
                row(CONTAINS, "Hello", null, true),
                row(CONTAINS, "Hello", "elo", false),
                row(CONTAINS, 12345L, 34L, true),
                row(CONTAINS, List.of("a", "b"), "a, b", true),
                row(CONTAINS, null, "", false),
                row(NOT_CONTAINS, "Hello", "x", true),
                row(NOT_CONTAINS, "Hello", "L", false),
                row(NOT_CONTAINS, null, "x", false),
                row(STARTS_WITH, "Hello", "hE", true),
                row(STARTS_WITH, "Hello", "Hello!", false),
                row(ENDS_WITH, "Hello", "LO", true),
                row(ENDS_WITH, "lo", "Hello", false),
                row(MATCHES_REGEX, "a1b", "[0-9]", true),
                row(MATCHES_REGEX, "abc", "B", false),
                row(MATCHES_REGEX, "abc", "(", false),
                row(MATCHES_REGEX, null, ".*", false),
                row(NUMBER_GT, "10", 9L, true),
                row(NUMBER_GT, 9L, 9L, false),
                row(NUMBER_GT, "abc", 9L, false),
                row(NUMBER_GT, null, 9L, false),
                row(NUMBER_GT, List.of(1L, 2L), 1L, true),
                row(NUMBER_GTE, 9.0, 9L, true),
                row(NUMBER_LT, 8.5, 9L, true),
                row(NUMBER_LT, Double.NaN, 9L, false),
                row(NUMBER_LT, null, 9L, false),
                row(NUMBER_LTE, 9L, "9.0", true),
                row(NUMBER_LTE, 9L, "x", false),
                arguments(NUMBER_BETWEEN, 5L, 1L, 9L, true),
                arguments(NUMBER_BETWEEN, 5L, 9L, 1L, true),
                arguments(NUMBER_BETWEEN, 9L, 1L, "9", true),
                arguments(NUMBER_BETWEEN, 10L, 1L, 9L, false),
                arguments(NUMBER_BETWEEN, 5L, 1L, null, false),
                arguments(NUMBER_BETWEEN, null, 0L, 1L, false),
                row(IS_TRUE, "YES", true),
                row(IS_TRUE, "on", true),
                row(IS_TRUE, "1", true),
                row(IS_TRUE, "no", false),
                row(IS_TRUE, "maybe", false),
                row(IS_TRUE, 2L, true),
                row(IS_TRUE, null, false),
                row(IS_FALSE, "off", true),
                row(IS_FALSE, "maybe", true),
                row(IS_FALSE, "true", false),
                row(IS_FALSE, List.of(), true),
                row(IS_FALSE, null, true));
    }

    @ParameterizedTest
    @CsvSource({
        "存在, EXISTS",
        "不存在, NOT_EXISTS",
        "为空, IS_EMPTY",
        "不为空, IS_NOT_EMPTY",
        "等于, EQUALS",
        "等于(文本), EQUALS",
        "严格等于, STRICT_EQUALS",
        "不等于, NOT_EQUALS",
        "不等于(文本), NOT_EQUALS",
        "包含, CONTAINS",
        "不包含, NOT_CONTAINS",
        "开头是, STARTS_WITH",
        "结尾是, ENDS_WITH",
        "匹配正则, MATCHES_REGEX",
        "大于, NUMBER_GT",
        "大于等于, NUMBER_GTE",
        "小于, NUMBER_LT",
        "小于等于, NUMBER_LTE",
        "介于, NUMBER_BETWEEN",
        "为真, IS_TRUE",
        "为假, IS_FALSE",
    })
    void legacy_labels_name_operators(String label, ConditionOperator expected) {
        assertThat(ConditionOperator.named(label)).contains(expected);
        assertThat(ConditionOperator.named(expected.id())).contains(expected);
    }

    @Test
    void there_are_nineteen_operators_and_unknown_names_are_none() {
        assertThat(ConditionOperator.values()).hasSize(19);
        assertThat(ConditionOperator.named("strict_not_equals")).isEmpty();
        assertThat(EXISTS.operands()).isZero();
        assertThat(EQUALS.operands()).isEqualTo(1);
        assertThat(NUMBER_BETWEEN.operands()).isEqualTo(2);
    }

    @Test
    void slow_pattern_ends_with_an_error_for_the_author() {
        String text = "x".repeat(35);

        assertThatThrownBy(() -> MATCHES_REGEX.test(text, "(x+x+)+\\1y", null))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("(x+x+)+\\1y");
    }

    @Test
    void long_texts_of_one_letter_are_searched_in_no_time() {
        String text = "a".repeat(2_000_000);
        String needle = "a".repeat(1_000_000) + "b";

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> CONTAINS.test(text, needle, null)))
                .isFalse();
    }

    private static Evaluator variable(String name, TestScope scope) {
        return Template.parse("[[" + name + "]]").bind(scope);
    }

    private static Arguments row(ConditionOperator operator, @Nullable Object input, boolean expected) {
        return arguments(operator, input, null, null, expected);
    }

    private static Arguments row(
            ConditionOperator operator, @Nullable Object input, @Nullable Object value, boolean expected) {
        return arguments(operator, input, value, null, expected);
    }
}
