package dev.millrace.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.value.Truth;
import dev.millrace.value.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private final TestScope scope = TestScope.example()
            .output("step-001", "content", "Say Hello to all")
            .variable("i", 7)
            .variable("f", 2.5)
            .variable("t", "10")
            .variable("empty", "");

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("values")
    void value_of_an_expression(String text, @Nullable Object expected) throws SyntaxException {
        assertThat(evaluate(text)).isEqualTo(expected);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("{{step-001.content}} contains \"hello\"", true),
                arguments("{{s1.n}} == 5", true),
                arguments("{{s1.n}} == '5'", true),
                arguments("{{s1.n}} != 5", false),
                arguments("[[i]] < 8 and [[i]] >= 7 && not ([[i]] > 7)", true),
                arguments("[[i]] <= 6 || [[who]] == 'ANN'", true),
                arguments("[[f]] < 3", true),
                arguments("[[f]] == 2.50", true),
                arguments("[[who]] < 3", false),
                arguments("[[who]] >= 3", false),
                arguments("null < 3", false),
                arguments("[[t]] > 9", true),
                arguments("[[i]] % 7 == 0", true),
                arguments("[[f]] % 2 == 0.5", true),
                arguments("[[t]] % 3 == 1", true),
                arguments("[[who]] startsWith 'a'", true),
                arguments("[[who]] endsWith 'NN'", true),
                arguments("[[who]] starts_with 'a' AND [[who]] ENDSWITH 'n'", true),
                arguments("[[who]] matches '^A.n$'", true),
                arguments("[[who]] matches [[t]]", false),
                arguments("[[who]] not contains 'x'", true),
                arguments("{{s1.l}} contains 'A'", true),
                arguments("{{s1.l}} contains 'a, b'", false),
                arguments("'k' in {{s1.d}}", true),
                arguments("{{s1.d}} contains 'K'", false),
                arguments("[[i]] in [1, 7]", true),
                arguments("'nn' in [[who]]", true),
                arguments("3 not in [1, 2]", true),
                arguments("null contains ''", false),
                arguments("[[empty]] is empty", true),
                arguments("[[nothing]] is empty", true),
                arguments("[[who]] is not empty", true),
                arguments("0 is empty", false),
                arguments("[[nothing]] exists", false),
                arguments("[[who]] exists and [[nothing]] not exists", true),
                arguments("not [[who]] exists", false),
                arguments("!true == false", true),
                arguments("not true == false", true),
                arguments("true or false and false", true),
                arguments("[[who]]", "Ann"),
                arguments("1 + 2 * 3 - 4 / 2", 5L),
                arguments("(1 + 2) * 3", 9L),
                arguments("10 - 2 - 3", 5L),
                arguments("0.1 + 0.2", 0.3),
                arguments("-[[i]] + 1", -6L),
                arguments("- -5", 5L),
                arguments("-7 % 3", -1L),
                arguments("-9223372036854775808", Long.MIN_VALUE),
                arguments("9223372036854775807 + 1", new BigDecimal("9223372036854775808")),
                arguments("[[i]] + 9223372036854775807", new BigDecimal("9223372036854775814")),
                arguments("1e3", 1000L),
                arguments(".5 + .5", 1L),
                arguments("'1' + '2'", 3L),
                arguments("'a' + 1", "a1"),
                arguments("[[who]] + null", "Ann"),
                arguments("'x' + {{s1.l}}", "xa, b"),
                arguments("\"Hi [[who]], {{s1.n}}\"", "Hi Ann, 5"),
                arguments("'{{s1.n}}'", "5"),
                arguments("'\\{{s1.n}} \\n\\t\\u0041\\'\\d'", "{{s1.n}} \n\tA'\\d"),
                arguments("''", ""),
                arguments("[1, 'a', [[i]], [ ]]", Arrays.asList(1L, "a", 7L, List.of())),
                arguments("[ [1, 2], [3] ]", List.of(List.of(1L, 2L), List.of(3L))),
                arguments("{a: 1, 'b c': [[i]], \"d\": {}}", Map.of("a", 1L, "b c", 7L, "d", Map.of())),
                arguments("{a:{{s1.n}}}", Map.of("a", 5L)),
                arguments("true", true),
                arguments("NULL", null));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("calls")
    void value_of_a_function(String text, @Nullable Object expected) throws SyntaxException {
        assertThat(evaluate(text)).isEqualTo(expected);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                arguments("length('abc')", 3L),
                arguments("length({{s1.l}})", 2L),
                arguments("length({a: 1})", 1L),
                arguments("length(null)", 0L),
                arguments("lower('AB') + upper('ab') + trim(' x ')", "abABx"),
                arguments("round(2.5)", 3L),
                arguments("round(-2.5)", -2L),
                arguments("round(3.14159, 2)", 3.14),
                arguments("round(155, -1)", 160L),
                arguments("floor(-1.5)", -2L),
                arguments("ceil(-1.5)", -1L),
                arguments("ceil('1.2')", 2L),
                arguments("abs(-5.5)", 5.5),
                arguments("min(3, 1, 2)", 1L),
                arguments("max([3, 1, 2])", 3L),
                arguments("max([ ])", null),
                arguments("sum(0.1, 0.2)", 0.3),
                arguments("sum([ ])", 0L),
                arguments("join({{s1.l}})", "a, b"),
                arguments("join([1, null, 'x'], '-')", "1--x"),
                arguments("split('a,b,,c', ',')", List.of("a", "b", "", "c")),
                arguments("split('abc', '')", List.of("a", "b", "c")),
                arguments("split('', ',')", List.of("")),
                arguments("number('x')", null),
                arguments("number('5.0')", 5L),
                arguments("text({{s1.l}})", "a, b"),
                arguments("type([1])", "list"),
                arguments("coalesce(null, [[nothing]], 5)", 5L),
                arguments("keys({b: 1, a: 2})", List.of("b", "a")),
                arguments("values({b: 1, a: 2})", List.of(1L, 2L)),
                arguments("first({{s1.l}}) + last({{s1.l}})", "ab"),
                arguments("first([ ])", null),
                arguments("contains('abc', 'B')", true),
                arguments("LENGTH('abc')", 3L));
    }

    @ParameterizedTest(name = "column {1}: {2}")
    @MethodSource("mistakes")
    void mistake_is_told_with_column_and_fix(String text, int column, String message, String fix) {
        SyntaxException mistake = catchThrowableOfType(SyntaxException.class, () -> Expression.parse(text));

        assertThat(mistake).as(text).isNotNull();
        assertThat(mistake.getMessage()).contains(message);
        assertThat(mistake.fix()).contains(fix);
        assertThat(mistake.column()).isEqualTo(column);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("", 1, "found the end where a value was expected", "write a reference"),
                arguments("[[a]] = 5", 7, "\"=\"", "write =="),
                arguments("[[a]] === 5", 7, "another language", "write =="),
                arguments("[[a]] <> 5", 7, "another language", "write !="),
                arguments("true & true", 6, "\"&\"", "write &&"),
                arguments("[[a]] contains hello", 16, "found \"hello\" where a value", "\"hello\""),
                arguments("[[a]] [[b]]", 7, "an operator or the end", "operator such as =="),
                arguments("1 < 2 < 3", 7, "comparisons do not chain", "a < b and b < c"),
                arguments("(1 + 2", 7, "found the end where \")\"", "column 1"),
                arguments("[1, 2", 6, "found the end where \"]\"", "column 1"),
                arguments("{1: 2, ]", 8, "a key", "{\"key\": value}"),
                arguments("'abc", 1, "no closing quote", "at its end"),
                arguments("'abc\\'", 1, "no closing quote", "at its end"),
                arguments("5abc", 1, "\"5abc\" is no number", "12.5"),
                arguments("1e-100000000 + 1", 1, "is no number", "12.5"),
                arguments("lenght('a')", 1, "no function \"lenght\"", "write length"),
                arguments("frobnicate('a')", 1, "no function", "use one of length, lower"),
                arguments("round(1, 2, 3)", 1, "takes 1 to 2 arguments but is given 3", "round"),
                arguments("[[a]] is full", 10, "found \"full\"", "is not empty"),
                arguments("[[a]] matches '('", 15, "no regular expression", "regular expression such as"),
                arguments("[[1,2],[3,4]]", 1, "list of lists", "space between the brackets"),
                arguments("“a”", 1, "means nothing here", "straight quotes"),
                arguments("{{a}} == 1", 2, "a key", "{\"key\": value}"),
                arguments("1 +", 4, "found the end", "write a reference"),
                arguments("1".repeat(10_001), 10_001, "at most 10000", "steps before"),
                arguments("(".repeat(200) + "1" + ")".repeat(200), 101, "100 levels", "steps before"),
                arguments("!".repeat(5_000) + "1", 101, "100 levels", "steps before"),
                arguments("1" + "+[[a]]".repeat(600), 3002, "more than 500 operators", "in [1, 2, 3]"),
                arguments("1" + " or '' matches 'x'".repeat(21), 369, "more than 20 patterns", "join patterns"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 / 0 | Division by zero",
                "[[i]] % 0 | Division by zero",
                "[[i]] / [[empty]] | string \"\" is no number",
                "true + 1 | boolean \"true\" is no number",
                "{{s1.l}} * 2 | list \"a, b\" is no number",
                "-[[who]] | string \"Ann\" is no number",
                "[[nothing]] + 1 | null is no number",
                "round([[who]]) | round(…) needs a number",
                "abs(number('NaN')) + 1 | NaN",
                "floor(number('Infinity')) | floor(…) cannot work on Infinity",
                "1e900 * 1e900 | 1000 digits",
                "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' matches '(x+x+)+\\1y' | takes too long",
            })
    void expression_without_a_value_fails_with_a_clear_message(String text, String message) {
        assertThatThrownBy(() -> evaluate(text))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void unresolved_references_are_told_and_null() throws SyntaxException {
        assertThat(evaluate("{{s1.absent}} == null and [[absent]] not exists")).isEqualTo(true);
        assertThat(scope.unresolved).containsExactly("{{s1.absent}}", "[[absent]]");
    }

    @Test
    void right_side_of_and_and_or_is_not_looked_at_without_need() throws SyntaxException {
        assertThat(evaluate("false and [[absent]]")).isEqualTo(false);
        assertThat(evaluate("true or [[absent]]")).isEqualTo(true);
        assertThat(scope.unresolved).isEmpty();
    }

    @Test
    void what_depends_on_nothing_is_computed_while_parsing() throws SyntaxException {
        assertThat(Expression.parse("1 + 2 * length('abc')").root()).isEqualTo(new Node.Literal(7L));
        assertThat(Expression.parse("[1, {a: -1}]").root()).isInstanceOf(Node.Literal.class);
        assertThat(Expression.parse("[[a]] + 2 * 3")).hasToString("([[a]] + 6)");
    }

    @Test
    void references_are_given_in_their_order() throws SyntaxException {
        Expression expression = Expression.parse("[[a]] == \"{{b.c}}\" or first([ {{d.e.f}} ]) in {k: [[g]]}");

        assertThat(expression.references())
                .extracting(Object::toString)
                .containsExactly("[[a]]", "{{b.c}}", "{{d.e.f}}", "[[g]]");
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[[n]] < 1 | BOOLEAN",
                "not [[n]] | BOOLEAN",
                "[[n]] + 1 | NUMBER",
                "[[s]] + 1 | ANY",
                "[[s]] - 1 | NUMBER",
                "\"{{a.b}}\" | STRING",
                "[[s]] | STRING",
                "[ [[s]] ] | LIST",
                "{k: [[s]]} | DICTIONARY",
                "upper([[n]]) | STRING",
                "null | NULL",
            })
    void type_of_an_expression(String text, ValueType expected) throws SyntaxException {
        Map<String, ValueType> types = Map.of("[[n]]", ValueType.NUMBER, "[[s]]", ValueType.STRING);

        ValueType type =
                Expression.parse(text).type(reference -> types.getOrDefault(reference.toString(), ValueType.ANY));

        assertThat(type).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{",
                "[[a",
                "[",
                "{a:",
                "((",
                "'\\",
                "not ",
                "- ",
                "is ",
                "a ",
                "1 ",
                "== ",
                "{{a.b}} ",
                "\"[[a]]\"+"
            })
    void hostile_text_is_refused_in_no_time(String piece) {
        String text = piece.repeat(10_000 / piece.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> Expression.parse(text)).isInstanceOf(SyntaxException.class));
    }

    @Property
    void parsing_gives_an_expression_or_a_mistake_and_nothing_else(@ForAll("texts") String text) {
        try {
            Expression expression = Expression.parse(text);
            assertThat(Expression.parse(expression.toString()).root())
                    .as(expression.toString())
                    .isEqualTo(expression.root());
        } catch (SyntaxException e) {
            assertThat(e.column()).isBetween(1, text.length() + 1);
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.fix()).isNotBlank();
        }
    }

    @Property
    void printed_expression_is_read_as_the_same(@ForAll("expressions") String text) throws SyntaxException {
        Expression expression = Expression.parse(text);

        assertThat(Expression.parse(expression.toString()).root()).isEqualTo(expression.root());
    }

    @Property
    void fast_paths_agree_with_slow_ones(
            @ForAll("numbers") Object value, @ForAll("constants") long constant, @ForAll("operators") String operator)
            throws SyntaxException {
        scope.variable("v", value).variable("c", constant);

        Object fast = outcome("[[v]] " + operator + " " + constant);

        assertThat(fast).isEqualTo(outcome("[[v]] " + operator + " [[c]]"));
        assertThat(outcome("[[v]] % 3 == " + constant)).isEqualTo(outcome("[[v]] % 3 == [[c]]"));
    }

    @Property
    void inserted_text_is_never_looked_into_again(@ForAll("texts") String text) throws SyntaxException {
        scope.variable("v", text);

        assertThat(evaluate("'<[[v]]>'")).isEqualTo("<" + text + ">");
        assertThat(evaluate("'' + text([[v]]) + '.x'")).isEqualTo(text + ".x");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                pieces().list().ofMaxSize(14).map(list -> String.join(" ", list)), Arbitraries.strings());
    }

    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> values = Arbitraries.of(
                "1", "-2.5", "'a\"\\\\{'", "true", "null", "[[a]]", "{{b.c.0}}", "\"x {{b.c}}\"", "1e300", "{}", "[ ]");
        return combined(combined(combined(values)));
    }

    private static Arbitrary<String> combined(Arbitrary<String> parts) {
        Arbitrary<String> symbols =
                Arbitraries.of("or", "&&", "==", "<", "contains", "in", "not startsWith", "+", "-", "*", "/", "%");
        Arbitrary<String> frames = Arbitraries.of(
                "%s",
                "not (%s)", "-(%s)", "(%s) is not empty", "[ %s, 1 ]", "{k: %s}", "coalesce(%s, 2)", "(%s) exists");
        Arbitrary<String> binary = Combinators.combine(parts, symbols, parts)
                .as((left, symbol, right) -> "(" + left + ") " + symbol + " (" + right + ")");
        Arbitrary<String> framed = Combinators.combine(frames, parts).as((frame, part) -> frame.replace("%s", part));
        return Arbitraries.oneOf(binary, framed);
    }

    @Provide
    Arbitrary<Object> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(n -> n),
                Arbitraries.longs().between(-10, 10).map(n -> n),
                Arbitraries.doubles().between(-10, 10).map(n -> n),
                Arbitraries.of("7", "x", "", "-3").map(t -> t));
    }

    @Provide
    Arbitrary<Long> constants() {
        return Arbitraries.oneOf(Arbitraries.longs().between(0, 5), Arbitraries.of(Long.MAX_VALUE));
    }

    @Provide
    Arbitrary<String> operators() {
        return Arbitraries.of("==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%");
    }

    private static Arbitrary<String> pieces() {
        return Arbitraries.of(
                "[[a]]",
                "{{b.c}}",
                "1",
                "2.5",
                "'t'",
                "\"[[x]]\"",
                "(",
                ")",
                "[",
                "]",
                "{",
                "}",
                ",",
                ":",
                "and",
                "or",
                "not",
                "==",
                "<",
                "+",
                "-",
                "%",
                "is",
                "empty",
                "exists",
                "contains",
                "in",
                "matches",
                "length(",
                "true",
                "=",
                "k");
    }

    private @Nullable Object evaluate(String text) throws SyntaxException {
        return Expression.parse(text).bind(scope).evaluate(scope);
    }

    private @Nullable Object outcome(String text) throws SyntaxException {
        try {
            Object value = evaluate(text);
            assertThat(Expression.parse(text).bind(scope).test(scope)).isEqualTo(Truth.of(value));
            return value;
        } catch (EvaluationException e) {
            return e.getMessage();
        }
    }
}
