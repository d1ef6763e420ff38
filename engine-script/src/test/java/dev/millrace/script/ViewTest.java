package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.value.Coordinate;
import dev.millrace.value.CoordinateRegion;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Large inputs are read in place: as plain data, and as nothing else. */
class ViewTest {
    private static final Map<String, Object> DATA = data();

    private static Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("z", 1L);
        data.put("10", "ten");
        data.put("2", Arrays.asList(true, null, 2.5));
        data.put("rows", List.of(Map.of("id", 7L), Map.of("id", 9_007_199_254_740_993L)));
        data.put("money", new BigDecimal("12345678901234567.89"));
        data.put("exact", new BigDecimal("12.50"));
        data.put("at", new Coordinate(1, 2));
        data.put("around", new CoordinateRegion(0, 1, 2, 3));
        return data;
    }

    private static ScriptRequest request(String text) {
        return Scripts.request(text).view("inputs", DATA, () -> "{\"copied\":true}");
    }

    static Stream<Arguments> reading() {
        return Stream.of(
                arguments(
                        "keys in the host's order",
                        "Object.keys(inputs).join()",
                        "\"z,10,2,rows,money,exact,at,around\""),
                arguments(
                        "JSON of all",
                        "JSON.stringify(inputs) === '{\"z\":1,\"10\":\"ten\",\"2\":[true,null,2.5],\"rows\":[{\"id\":7},"
                                + "{\"id\":\"9007199254740993\"}],\"money\":\"12345678901234567.89\",\"exact\":12.5,"
                                + "\"at\":{\"x\":1,\"y\":2},\"around\":{\"left\":0,\"top\":1,\"right\":2,\"bottom\":3}}'",
                        "true"),
                arguments("result of a part", "inputs.rows", "[{\"id\":7},{\"id\":\"9007199254740993\"}]"),
                arguments("number", "inputs.z + inputs.exact", "13.5"),
                arguments("big number as text", "typeof inputs.rows[1].id + typeof inputs.money", "\"stringstring\""),
                arguments("point and region", "inputs.at.x + inputs.around.bottom", "4"),
                arguments("list functions", "inputs.rows.filter(r => r.id === 7).map(r => r.id + 1)", "[8]"),
                arguments("loop", "let n = 0; for (const r of inputs.rows) n += +r.id > 0 ? 1 : 0; n", "2"),
                arguments("length", "inputs.rows.length", "2"),
                arguments("list is a list", "Array.isArray(inputs.rows)", "true"),
                arguments(
                        "what is missing",
                        "typeof inputs.none + typeof inputs.rows[5] + typeof inputs.rows[-1]",
                        "\"undefinedundefinedundefined\""),
                arguments("null", "inputs[2][1] === null", "true"),
                arguments("copy", "const c = {...inputs.rows[0]}; c.id = 5; c", "{\"id\":5}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reading")
    void view_reads_as_plain_data(String name, String text, String json) {
        assertThat(Scripts.result(request(text))).isEqualTo(json);
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                arguments("class of the host: no member", "typeof inputs.getClass + typeof inputs.class"),
                arguments(
                        "methods of a map: no member",
                        "typeof inputs.get + typeof inputs.put + typeof inputs.entrySet"),
                arguments(
                        "methods of a list: no member",
                        "typeof inputs.rows.size + typeof inputs.rows.add + typeof inputs.rows.stream"),
                arguments("text: no class", "String(inputs) + inputs.rows + `${inputs.rows[0]}`"),
                arguments(
                        "kind: no class",
                        "Object.prototype.toString.call(inputs) + Object.prototype.toString.call(inputs.rows)"),
                arguments("constructor: no class", "String(inputs.constructor) + String(inputs.rows.constructor)"),
                arguments(
                        "prototypes: no class",
                        "const seen = []; for (let p = inputs; p; p = Object.getPrototypeOf(p)) seen.push(...Object.getOwnPropertyNames(p)); seen.join()"),
                arguments("call: no function", "try { inputs() } catch (e) { e.name + e.message + e.stack }"),
                arguments(
                        "construction: no function",
                        "try { new inputs.rows() } catch (e) { e.name + e.message + e.stack }"),
                arguments(
                        "text as index: nothing",
                        "try { inputs.rows['1e99'] + inputs.rows[2 ** 40] + inputs.rows[2 ** 32] } catch (e) { e.name + e.message + e.stack }"),
                arguments("class in an error: cut off", "try { null[inputs] } catch (e) { e.message + e.stack }"),
                arguments(
                        "error of a write: the language's own",
                        "try { inputs.z = 2 } catch (e) { e.name + e.message + e.stack }"),
                arguments(
                        "at the end of the stack: the language's own error",
                        "function f() { try { f() } catch (e) { inputs.rows[0].id; throw e } } try { f() } catch (e) { e.name + e.message + e.stack }"),
                arguments(
                        "thrown as an error", "try { throw inputs } catch (e) { typeof e.message + typeof e.stack }"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void nothing_of_the_host_is_behind_it(String name, String text) {
        assertThat(Scripts.result(request(text)))
                .doesNotContainIgnoringCase(
                        "java", "millrace", "graal", "truffle", "polyglot", "ReadOnlyView", "Exception");
    }

    static Stream<String> writing() {
        return Stream.of(
                "inputs.z = 2",
                "inputs.fresh = 2",
                "inputs.rows[0].id = 8",
                "inputs.rows[0] = null",
                "inputs.rows.push(1)",
                "inputs.rows.length = 0",
                "inputs.rows.sort()",
                "inputs.rows.reverse()",
                "inputs.rows.splice(0, 1)",
                "delete inputs.z",
                "delete inputs.rows[0]",
                "Object.assign(inputs, {z: 3})",
                "Object.defineProperty(inputs, 'z', {value: 3})",
                "Reflect.set(inputs, 'z', 3) || (() => { throw new TypeError('refused') })()");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writing")
    void writing_throws_and_changes_nothing(String text) {
        Map<String, Object> before = data();

        String result = Scripts.result(request("let r = 'written'; try { " + text + " } catch (e) { r = e.name } r"));

        assertThat(DATA).isEqualTo(before);
        assertThat(result).isEqualTo("\"TypeError\"");
    }

    @Test
    void view_that_is_thrown_fails_the_script_without_a_word_of_the_host() {
        ScriptError error = Scripts.error(request("throw inputs"));

        assertThat(error.describe() + error.details()).doesNotContainIgnoringCase("millrace.", "java.", "polyglot");
    }
}
