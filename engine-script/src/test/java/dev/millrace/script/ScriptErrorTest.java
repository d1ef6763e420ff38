package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an author is told when a script fails. */
class ScriptErrorTest {
    static Stream<Arguments> places() {
        return Stream.of(
                arguments("first line", "null.x", 1, 1),
                arguments("first line after a value", "1;   null.x", 1, 6),
                arguments("third line", "1\n\n  throw new Error('e')", 3, 9),
                arguments("inside the last expression", "const o = {}\no.a.b", 2, 1),
                arguments("in a function", "function f() {\n  return missing\n}\nf()", 2, 10),
                arguments("after an await", "await 1\nawait 2\nthrow new TypeError('t')", 3, 7),
                arguments("in an async function", "async function f() {\n  await 1\n  null.x\n}\nawait f()", 3, 3),
                arguments("behind values of a choice", "if (true) {\n  1; null.x\n} else { 2 }", 2, 6),
                arguments("with other alphabets", "'价格'; null.x", 1, 7),
                arguments("in a timer", "setTimeout(() => {\n  null.x\n}, 0)\nawait sleep(1000)", 2, 3),
                arguments(
                        "unhandled rejection",
                        "(async () => {\n  throw new Error('lost')\n})()\nawait sleep(50)",
                        2,
                        9));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void error_names_line_and_column(String name, String script, int line, int column) {
        ScriptError error = Scripts.error(script);

        assertThat(error.failure()).isEqualTo(ScriptFailure.THROWN);
        assertThat(error.place().line()).as(error.describe()).isEqualTo(line);
        assertThat(error.place().column()).as(error.describe()).isEqualTo(column);
    }

    @Test
    void description_shows_line_caret_and_stack_without_the_host() {
        ScriptError error = Scripts.error(ScriptRequest.of(
                new Script("report.js", "function f(order) {\n  return order.customer.id;\n}\nconst a = 1;\nf({})")));

        assertThat(error.describe()).isEqualTo("""
                TypeError: Cannot read property 'id' of undefined
                  in report.js, line 2, column 10
                  >   return order.customer.id;
                             ^
                  at f (report.js:2:10)
                  at report.js:5:1""");
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("open bracket", "f(1,", 1),
                arguments("second line", "1;\nlet = 5", 2),
                arguments("closing the function", "1 }); (function () {", 1),
                arguments("closing the function over lines", "1\n})\n(async function () {", 2),
                arguments("html comment end", "x\n}--> 5", 2),
                arguments("with", "with (a) b", 1),
                arguments("octal", "010", 1),
                arguments("big integer", "10n", 1),
                arguments("import", "import x from 'y'", 1),
                arguments("await as a name", "const await = 1", 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void text_that_cannot_be_read_is_told_with_its_place(String name, String script, int line) {
        ScriptError run = Scripts.error(script);
        ScriptError check = Scripts.RUNNER.check(new Script("test.js", script)).orElseThrow();

        assertThat(run.failure()).isEqualTo(ScriptFailure.SYNTAX);
        assertThat(run.place().line()).as(run.describe()).isEqualTo(line);
        assertThat(run.message()).isNotBlank().doesNotContain("test.js", "async function");
        assertThat(check).isEqualTo(run);
    }

    @Test
    void details_and_code_of_an_error_are_kept() {
        ScriptError error = Scripts.error(
                "throw Object.assign(new RangeError('r', {cause: new Error('why')}), {code: 'E7', n: 1})");

        assertThat(error.name()).isEqualTo("RangeError");
        assertThat(error.code()).isEqualTo("E7");
        assertThat(error.details()).isEqualTo("{\"code\":\"E7\",\"n\":1,\"cause\":\"why\"}");
    }

    @Test
    void anything_can_be_thrown() {
        assertThat(Scripts.error("throw 'plain'").headline()).isEqualTo("plain");
        assertThat(Scripts.error("throw {a: 1}").headline()).isEqualTo("{\"a\":1}");
        assertThat(Scripts.error("throw null").headline()).isEqualTo("null");
        assertThat(Scripts.error("throw undefined").headline()).isEqualTo("undefined");
        assertThat(Scripts.error("throw new (class extends Error { get message() { throw 1 } })()")
                        .failure())
                .isEqualTo(ScriptFailure.THROWN);
    }

    @Test
    void long_messages_are_cut() {
        assertThat(Scripts.error("throw new Error('x'.repeat(1e6))").message()).hasSize(2_000);
    }

    @Test
    void lines_of_the_source_are_shown_without_control_characters() {
        ScriptError error = Scripts.error("\tnull.x // \u202e\u0007");

        assertThat(error.place().sourceLine()).isEqualTo(" null.x //   ");
    }

    @Test
    void waiting_for_nothing_is_told_at_once() {
        assertThat(Scripts.error("await new Promise(() => {})").failure()).isEqualTo(ScriptFailure.NEVER_SETTLED);
    }
}
