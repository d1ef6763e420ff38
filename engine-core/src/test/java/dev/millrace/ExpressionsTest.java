package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.module.StepFailedException;
import dev.millrace.module.ValueExpression;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expressions outside of workflows: over the members of an answer, and over values by name. */
class ExpressionsTest {
    private static final Map<String, Object> ANSWER = Map.of(
            "code", 200L,
            "errcode", 42001L,
            "count", 3L,
            "data", Map.of("token", "t", "list", List.of(Map.of("id", 7L), "last"), "unit price", 5L),
            "in", "word");

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("overAnswer")
    void names_are_members_of_the_answer(String text, @Nullable Object expected) {
        assertThat(Expressions.ofMembers(text).evaluate(ANSWER)).isEqualTo(expected);
    }

    static Stream<Arguments> overAnswer() {
        return Stream.of(
                arguments("code == 200", true),
                arguments("errcode in [40014, 42001]", true),
                arguments("code == 200 and data.token exists", true),
                arguments("missing", null),
                arguments("missing.deep[0]", null),
                arguments("missing == 0", false),
                arguments("count", 3L),
                arguments("data.list.0.id", 7L),
                arguments("data.list[0].id", 7L),
                arguments("data.list[-1]", "last"),
                arguments("data[\"unit price\"] * 2", 10L),
                arguments("data['list'].length", 2L),
                arguments("data.list.0.1", null),
                arguments("'code: ' + code", "code: 200"),
                arguments("upper(data.token)", "T"),
                arguments("in == 'word'", true),
                arguments("code-1", 199L),
                arguments("5", 5L));
    }

    @Test
    void what_is_no_dictionary_has_no_members() {
        assertThat(Expressions.ofMembers("code").evaluate("text")).isNull();
        assertThat(Expressions.ofMembers("code").test((Object) null)).isFalse();
    }

    @Test
    void values_are_given_in_the_order_of_the_names() {
        ValueExpression older = Expressions.over("b.age > a.age", List.of("a", "b"));

        assertThat(older.test(Map.of("age", 3L), Map.of("age", 4L))).isTrue();
        assertThat(older.test(Map.of("age", 4L), Map.of("age", 3L))).isFalse();
        assertThatThrownBy(() -> older.test(1L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes 2 values, but is given 1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void text_that_cannot_be_read_is_refused_with_place_and_fix(String text, String message) {
        assertThatThrownBy(() -> Expressions.over(text, List.of("item", "index")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageEndingWith(message);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("itm > 1", "at column 1: there is no name \"itm\" here. Fix: write item."),
                arguments(
                        "item == paid",
                        "at column 9: there is no name \"paid\" here. Fix: write item or index, or put text in quotes: \"paid\"."),
                arguments(
                        "item.",
                        "at column 6: found the end where the name of a member was expected. Fix: write it behind the point, or as [\"name\"]."),
                arguments(
                        "item[index]",
                        "at column 6: found \"index\" where a position or a name in quotes was expected. Fix: write [0], [-1] or [\"name\"]."),
                arguments(
                        "item[0",
                        "at column 7: found the end where \"]\" was expected. Fix: close the bracket of column 5."),
                arguments(
                        "item > {{s.n}}",
                        "refers to {{s.n}}, but there are no steps and variables here. Fix: write bare names."));
    }

    @Test
    void computing_that_fails_tells_the_values() {
        ValueExpression inverse = Expressions.over("1 / item", List.of("item"));

        assertThatThrownBy(() -> inverse.evaluate(0L))
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("the expression \"1 / item\" has no value for 0: ");
    }

    @Test
    void random_element_outside_of_workflows_is_the_first() {
        assertThat(Expressions.ofMembers("list.random").evaluate(Map.of("list", Arrays.asList("a", "b"))))
                .isEqualTo("a");
    }
}
