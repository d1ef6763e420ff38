package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the result of a script is: the value of its last expression, or what it returns. */
class ResultTest {
    static Stream<Arguments> scripts() {
        return Stream.of(
                arguments("one expression", "1 + 1", "2"),
                arguments("text", "'hello'", "\"hello\""),
                arguments("text with line separators", "'a\\u2028b'", "\"a\u2028b\""),
                arguments("template text", "const a = 1; `x${a}`", "\"x1\""),
                arguments("object in brackets", "({a: 1, b: [true, null]})", "{\"a\":1,\"b\":[true,null]}"),
                arguments("last of several", "1; 2; 3", "3"),
                arguments("without a semicolon", "let a = 2\na", "2"),
                arguments("continued on the next line", "const f = x => x\nf\n(4)", "4"),
                arguments("before a declaration", "5; var q = 6; function f() {}", "5"),
                arguments("before a pattern", "const o = {a: 1}; 7; let {a} = o; let [b] = [2]", "7"),
                arguments("assignment of a pattern", "let a, b; [a, b] = [1, 2]", "[1,2]"),
                arguments("function called before it is declared", "f(2); function f(x) { return x * 2 }", "4"),
                arguments("choice taken", "if (true) { 1 } else { 2 }", "1"),
                arguments("choice not taken", "if (false) 1; else 2", "2"),
                arguments("choice without else", "if (false) 1", "undefined"),
                arguments("block", "{ let z = 3; z }", "3"),
                arguments("loop", "for (let i = 0; i < 3; i++) i * 2", "4"),
                arguments("loop that is left", "for (const x of [1, 2, 3]) { x; if (x === 2) break }", "undefined"),
                arguments("switch", "switch (2) { case 1: 'a'; break; case 2: 'b'; break; default: 'c' }", "\"b\""),
                arguments("try", "try { 1 } catch (e) { 2 } finally { 3 }", "1"),
                arguments("catch", "try { null.x } catch (e) { 2 }", "2"),
                arguments("label", "a: { 7 }", "7"),
                arguments("return", "return 5", "5"),
                arguments("return in a condition", "if (1 < 2) return 'early'; 'late'", "\"early\""),
                arguments("return of nothing", "return", "undefined"),
                arguments("nothing", "", "undefined"),
                arguments("only a comment", "// nothing", "undefined"),
                arguments("comment after the last", "8 // eight", "8"),
                arguments("comment of many lines after the last", "8 /* eight\n */", "8"),
                arguments("text of a directive", "'use strict'", "\"use strict\""),
                arguments("await at the top", "const x = await Promise.resolve(6); x", "6"),
                arguments("await as the last", "await Promise.resolve(6)", "6"),
                arguments("promise as the last", "Promise.resolve(6)", "6"),
                arguments("await in a function", "async function f() { return 1 + await 2 } await f()", "3"),
                arguments("await of all", "await Promise.all([1, Promise.resolve(2)])", "[1,2]"),
                arguments(
                        "await in a loop", "let n = 0; for await (const x of [1, Promise.resolve(2)]) n += x; n", "3"),
                arguments("sequence", "(1, 2)", "2"),
                arguments("conditional", "true ? 'a' : 'b'", "\"a\""),
                arguments("arrow called", "(() => 9)()", "9"),
                arguments("names of the wrapper", "const $0 = 1, $1 = 2; $0 + $1", "3"),
                arguments("own inputs", "const inputs = 3; inputs", "3"),
                arguments(
                        "own generateRequestId",
                        "function generateRequestId() { return 'r' } generateRequestId()",
                        "\"r\""),
                arguments("class", "class A { #x = 4; get x() { return this.#x } } new A().x", "4"),
                arguments("regular expression", "/a(b)/.exec('ab')[1]", "\"b\""),
                arguments("source map comment", "1\n//# sourceURL=other.js", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void result_is_the_last_value(String name, String script, String expected) {
        assertThat(Scripts.result(script)).isEqualTo(expected);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("integer", "1.0", "1"),
                arguments("large integer", "2 ** 31", "2147483648"),
                arguments("minus zero", "-0", "0"),
                arguments("fraction", "0.1 + 0.2", "0.30000000000000004"),
                arguments("largest safe integer", "9007199254740991", "9007199254740991"),
                arguments("very large number", "1e300", "1e+300"),
                arguments("not a number", "NaN", "null"),
                arguments("infinity", "1 / 0", "null"),
                arguments("true", "true", "true"),
                arguments("null", "null", "null"),
                arguments("undefined", "undefined", "undefined"),
                arguments("undefined in an object", "({a: undefined, b: 1})", "{\"b\":1}"),
                arguments("undefined in a list", "[undefined]", "[null]"),
                arguments("hole in a list", "[1, , 2]", "[1,null,2]"),
                arguments("date", "new Date(0)", "\"1970-01-01T00:00:00.000Z\""),
                arguments("invalid date", "new Date(NaN)", "null"),
                arguments("order of keys", "({z: 1, a: 2})", "{\"z\":1,\"a\":2}"),
                arguments("keys like integers come first", "({z: 1, '10': 2, '2': 3})", "{\"2\":3,\"10\":2,\"z\":1}"),
                arguments("proto as a key", "JSON.parse('{\"__proto__\":1}')", "{\"__proto__\":1}"),
                arguments("object without a prototype", "Object.assign(Object.create(null), {a: 1})", "{\"a\":1}"),
                arguments("own toJSON", "({toJSON() { return 3 }})", "3"),
                arguments("lone surrogate", "'\\ud800'", "\"\\ud800\""),
                arguments("instance of an own class", "class P { a = 1 } new P()", "{\"a\":1}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void values_leave_as_json(String name, String script, String expected) {
        assertThat(Scripts.result(script)).isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("function", "() => 1", "a function has no JSON form"),
                arguments("function inside", "({a: {f() {}}})", "a function at \"f\" has no JSON form"),
                arguments("symbol", "Symbol('x')", "a symbol has no JSON form"),
                arguments("map", "new Map([[1, 2]])", "a Map has no JSON form"),
                arguments("set inside", "({s: new Set([1])})", "a Set at \"s\" has no JSON form"),
                arguments("regular expression", "/x/", "a RegExp has no JSON form"),
                arguments("typed array", "new Uint8Array(2)", "a TypedArray has no JSON form"),
                arguments("promise inside", "[Promise.resolve(1)]", "a Promise at \"0\" has no JSON form"),
                arguments("circle", "const a = {}; a.a = a; a", "the result cannot leave the script"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void what_would_lose_data_is_refused(String name, String script, String message) {
        ScriptError error = Scripts.error(script);

        assertThat(error.failure()).isEqualTo(ScriptFailure.THROWN);
        assertThat(error.message()).contains(message);
    }
}
