package dev.millrace.modules.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.module.Module;
import dev.millrace.module.StepResult;
import dev.millrace.test.ModuleTester;
import dev.millrace.test.Outcome;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataModulesTest {
    private static final String STORE =
            "{\"items\":[{\"id\":1,\"price\":5,\"tags\":[\"a\"]},{\"id\":2,\"price\":20}],\"owner\":null}";

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource
    void path_finds_values(String json, String path, @Nullable Object first, List<?> all) {
        parseJson(json, path).run().hasOutput("first_value", first).hasOutput("all_values", all);
    }

    static Stream<Arguments> path_finds_values() {
        return Stream.of(
                arguments("{\"u\":{\"n\":\"Ann\"}}", "u.n", "Ann", List.of("Ann")),
                arguments("{\"i\":[{\"id\":1},{\"id\":2}]}", "i.*.id", 1, List.of(1, 2)),
                arguments("{\"i\":[{\"id\":1},{\"id\":2}]}", "i.1.id", 2, List.of(2)),
                arguments("{\"i\":[{\"id\":1},{\"id\":2}]}", "i.[1].id", 2, List.of(2)),
                arguments("{\"i\":[5,6]}", "i", 5, List.of(5, 6)),
                arguments("[[1,2],[3]]", "*", 1, List.of(1, 2, 3)),
                arguments("{\"a\":1}", "b.c", null, List.of()),
                arguments("{\"a\":{\"z\":1}}", "a", Map.of("z", 1), List.of(Map.of("z", 1))),
                arguments("{\"a\":null}", "a", null, Collections.singletonList(null)),
                arguments("{\"a\":[]}", "a", null, List.of()),
                arguments("{\"a\":1,\"b\":2}", "*", 1, List.of(1, 2)),
                arguments("{\"0\":1}", "0", null, List.of()),
                arguments("[1]", "5", null, List.of()),
                arguments("[1]", "99999999999999999999", null, List.of()),
                arguments("{\"名\":\"中😀\"}", "名", "中😀", List.of("中😀")),
                arguments(" [true] ", "0", true, List.of(true)));
    }

    @Test
    void numbers_keep_their_kind_and_digits() {
        String json = "[1, 1.5, 9223372036854775808, 0.12345678901234567890, 1e-100000000, 1E5]";

        parseJson(json, "*")
                .run()
                .hasOutput(
                        "all_values",
                        List.of(
                                1L,
                                1.5,
                                new BigDecimal("9223372036854775808"),
                                new BigDecimal("0.12345678901234567890"),
                                0.0,
                                100000.0));
    }

    @Test
    void values_that_are_parsed_already_are_queried_too() {
        ModuleTester.of(new ParseJson())
                .with("json", Map.of("a", List.of(1, 2)))
                .with("path", "a.1")
                .run()
                .hasOutput("first_value", 2);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "   ",
                "5",
                "\"text\"",
                "{",
                "[1,]",
                "{\"a\":1} x",
                "{a:1}",
                "[NaN]",
                "[1e400]",
                "<a/>",
                "[\"\\u12\"]"
            })
    void what_is_no_json_document_fails(String json) {
        parseJson(json, "a").run().failed().withTitle("Invalid JSON");
        query(json, "$").run().failed().withTitle("Invalid JSON");
    }

    @Test
    void broken_json_tells_the_place() {
        parseJson("{\n\"a\": oops}", "a").run().failed().withMessageContaining("line 2", "column");
    }

    @Test
    void deep_nesting_fails_without_recursion_into_it() {
        parseJson("[".repeat(1_000_000), "a").run().failed().withMessageContaining("100");
        parseJson("[".repeat(101) + "]".repeat(101), "0").run().failed();
        parseJson("[".repeat(100) + "]".repeat(100), "0").run().isDone();
    }

    @Test
    void too_many_elements_fail() {
        parseJson("[" + "1,".repeat(1_000_000) + "1]", "0")
                .run()
                .failed()
                .withMessageContaining("json", "1000000 elements");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "  "})
    void blank_path_fails(String path) {
        parseJson("{}", path).run().failed().withTitle("Invalid path");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void json_path_finds_values(String path, @Nullable Object first, List<?> all) {
        query(STORE, path).run().hasOutput("firstValue", first).hasOutput("allValues", all);
    }

    static Stream<Arguments> json_path_finds_values() {
        return Stream.of(
                arguments("$.items[0].id", 1, List.of(1)),
                arguments("$.items[-1].id", 2, List.of(2)),
                arguments("$.items[*].id", 1, List.of(1, 2)),
                arguments("$..id", 1, List.of(1, 2)),
                arguments("$.items[?(@.price < 10)].id", 1, List.of(1)),
                arguments("$.items[?(@.price > 10 && @.id == 2)].id", 2, List.of(2)),
                arguments("$.items[?('a' in @.tags)].id", 1, List.of(1)),
                arguments("$.items[0].tags", List.of("a"), List.of(List.of("a"))),
                arguments("$.owner", null, Collections.singletonList(null)),
                arguments("$.nothing.here", null, List.of()),
                arguments("$.items[?(@.price > 99)]", null, List.of()),
                arguments("$.items.length()", 2, List.of(2)),
                arguments("$.max($.items[0].price, $.items[1].price)", 20.0, List.of(20.0)));
    }

    @Test
    void function_arguments_are_not_remembered_from_another_document() {
        ModuleTester tester = query("{\"a\":1,\"b\":2}", "$.sum($.a, $.b)");
        tester.run().hasOutput("firstValue", 3.0);

        tester.with("json", "{\"a\":10,\"b\":20}").run().hasOutput("firstValue", 30.0);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "$.",
                "$[",
                "$.items[?(@.id =~ /(a+)+$/)]",
                "$.concat($.a, $.a)",
                "$.items.append(1)",
                "$[?((("
            })
    void paths_that_are_broken_or_refused_fail(String path) {
        query(STORE, path).run().failed().withTitle("Invalid JSONPath");
    }

    @Test
    void long_and_deeply_nested_paths_fail() {
        query(STORE, "$" + ".a".repeat(300)).run().failed().withMessageContaining("500");
        query(STORE, "$" + "[?(@".repeat(30)).run().failed().withMessageContaining("brackets");
    }

    @Test
    void path_that_multiplies_is_stopped() {
        Object deep = 1;
        for (int i = 0; i < 90; i++) {
            deep = Map.of("deep", deep, "wide", Collections.nCopies(50, i));
        }

        query(deep, "$..[?(@..[?(@..wide)])]").run().failed().withMessageContaining("visits");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void any_value_is_written_as_json(@Nullable Object value, String expected) {
        ModuleTester.of(new ToJson()).with("value", value).run().hasOutput("result", expected);
    }

    static Stream<Arguments> any_value_is_written_as_json() {
        return Stream.of(
                arguments(null, "null"),
                arguments(5.0, "5"),
                arguments(0.1, "0.1"),
                arguments(Double.NaN, "null"),
                arguments("a\"b\n中", "\"a\\\"b\\n中\""),
                arguments(List.of(1, "a", true, List.of()), "[1,\"a\",true,[]]"),
                arguments(Map.of("k", Map.of("z", 1)), "{\"k\":{\"z\":1}}"));
    }

    @Test
    void json_can_be_indented() {
        Object text = ModuleTester.of(new ToJson())
                .with("value", Map.of("a", 1))
                .with("pretty", true)
                .run()
                .output("result");

        assertThat((String) text).contains("\n  \"a\" : 1");
    }

    @Test
    void json_that_would_be_too_long_fails_before_it_takes_memory() {
        List<Object> values = Collections.nCopies(1_000, "x".repeat(1_000_000));

        ModuleTester.of(new ToJson()).with("value", values).run().failed().withTitle("Result too large");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void xpath_finds_texts(String xml, String xpath, @Nullable Object first, List<?> all) {
        parseXml(xml, xpath).run().hasOutput("first_value", first).hasOutput("all_values", all);
    }

    static Stream<Arguments> xpath_finds_texts() {
        String list = "<l><i id='a'> x </i><i id='b'>y<b>z</b></i><!--note--></l>";
        String spaced = "<a:l xmlns:a='urn:x'><a:i>1</a:i></a:l>";
        return Stream.of(
                arguments(list, "//i", "x", List.of("x", "yz")),
                arguments(list, "//i/@id", "a", List.of("a", "b")),
                arguments(list, "/l/i[2]/text()", "y", List.of("y")),
                arguments(list, "//comment()", "note", List.of("note")),
                arguments(list, "count(//i)", "2", List.of("2")),
                arguments(list, "//i[last()]/@id", "b", List.of("b")),
                arguments(list, "string(//i[1]/@id)", "a", List.of("a")),
                arguments(list, "1 = 1", "true", List.of("true")),
                arguments(list, "//none", null, List.of()),
                arguments(list, "string(//none)", null, List.of()),
                arguments(list, "/", "x yz", List.of("x yz")),
                arguments(spaced, "//a:i", "1", List.of("1")),
                arguments("\uFEFF\u200B<?xml version='1.0' encoding='GBK'?>\n<l>中</l>", "/l", "中", List.of("中")));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<a>",
                "text",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
                "<a>&unknown;</a>",
                "<a><b></a>"
            })
    void broken_and_hostile_xml_fails(String xml) {
        parseXml(xml, "/a").run().failed().withTitle("Invalid XML");
    }

    @Test
    void xml_from_elsewhere_is_never_fetched() {
        String xml =
                "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd' parse='text'/></a>";

        parseXml(xml, "string(/a)").run().hasOutput("first_value", null);
    }

    @Test
    void deep_and_long_xml_fails() {
        parseXml("<a>".repeat(101) + "</a>".repeat(101), "/a").run().failed();
        parseXml("<a>" + " ".repeat(2_000_000) + "</a>", "/a").run().failed().withTitle("XML too large");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"//", "//i[", "//i[@id='a'", "unknown()", "//p:i"})
    void broken_xpath_fails(String xpath) {
        parseXml("<l/>", xpath).run().failed().withTitle("Invalid XPath");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "//*[//*[//*[//*]]]",
                "//*[2 *//*[2*//*]]",
                "//*[2 -//*[2 -//*]]",
                "//*[.. and//*[. or//*]]",
                "//*/../*/../*/../*",
                "//*[following::*[preceding::*]]",
                "//*[count(//*[last()]) > 1]"
            })
    void xpath_that_multiplies_is_refused(String xpath) {
        String wide = "<l>" + "<i/>".repeat(2_000) + "</l>";

        parseXml(wide, xpath).run().failed().withTitle("XPath too expensive");
    }

    @Test
    void long_and_nested_xpath_is_refused() {
        parseXml("<l/>", "/l" + "|/l".repeat(400)).run().failed().withMessageContaining("1000");
        parseXml("<l/>", "(".repeat(21)).run().failed().withMessageContaining("nested");
        parseXml("<l/>", "/l[. = '" + "(".repeat(50) + "']").run().isDone();
    }

    @Test
    void empty_xml_and_xpath_fail() {
        parseXml(" ", "/a").run().failed().withMessageContaining("xml");
        parseXml("<a/>", " ").run().failed().withMessageContaining("xpath");
    }

    @Test
    void csv_rows_are_dictionaries_under_the_names_of_the_first() {
        csv("\uFEFFname,age\r\n\"Li, \"\"Bo\"\"\",25\r\n\r\nAnn\r\n")
                .run()
                .hasOutput("columns", List.of("name", "age"))
                .hasOutput("count", 2)
                .hasOutput("rows", List.of(Map.of("name", "Li, \"Bo\"", "age", "25"), row("Ann", null)));
    }

    @Test
    void csv_without_names_gives_lists() {
        csv("1;2\n3;4")
                .with("header", false)
                .with("delimiter", ";")
                .run()
                .hasOutput("rows", List.of(List.of("1", "2"), List.of("3", "4")))
                .hasOutput("columns", List.of());
    }

    @Test
    void empty_csv_has_no_rows() {
        csv("").run()
                .hasOutput("rows", List.of())
                .hasOutput("columns", List.of())
                .hasOutput("count", 0);
        csv("a,b").run().hasOutput("rows", List.of()).hasOutput("columns", List.of("a", "b"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a,a\n1,2", "a\n1,2", "a,b\n\"open", "a,b\n\"x\"y,1"})
    void csv_that_fits_no_table_fails_with_its_row(String text) {
        csv(text).run().failed().withTitle("Invalid CSV").withMessageContaining("row");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"\"", "\n", "12345678901"})
    void delimiter_must_be_one(String delimiter) {
        csv("a").with("delimiter", delimiter).run().failed().withTitle("Invalid delimiter");
    }

    @Test
    void csv_stops_when_the_step_is_cancelled() {
        csv("a\n1\n").cancelled().run().failed().withTitle("Interrupted");
        Thread.interrupted(); // the module leaves the interrupt to its thread, which here is the next test's
        ModuleTester.of(new CsvWrite())
                .with("rows", List.of(List.of(1)))
                .cancelled()
                .run()
                .failed()
                .withTitle("Interrupted");
        Thread.interrupted();
    }

    @Test
    void csv_is_written_and_read_back() {
        List<Object> rows = List.of(Map.of("a", "x,\"y\"\n"), Map.of("a", "中"));
        Object text = ModuleTester.of(new CsvWrite()).with("rows", rows).run().output("result");

        csv(String.valueOf(text)).run().hasOutput("rows", rows);
    }

    @Test
    void csv_field_keeps_a_byte_order_mark_at_the_start_of_the_text() {
        List<List<String>> rows = List.of(List.of("\uFEFFa"));
        Object text = ModuleTester.of(new CsvWrite()).with("rows", rows).run().output("result");

        csv(String.valueOf(text)).with("header", false).run().hasOutput("rows", rows);
    }

    @Test
    void csv_columns_choose_and_order() {
        ModuleTester.of(new CsvWrite())
                .with("rows", List.of(row("Ann", 30), List.of(1, true)))
                .with("columns", List.of("age", "none", "name"))
                .with("header", false)
                .with("delimiter", ";")
                .run()
                .hasOutput("result", "30;;Ann\r\n1;true\r\n");
        ModuleTester.of(new CsvWrite()).with("rows", List.of(5)).run().failed().withMessageContaining("row 1", "5");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void list_is_edited(String operation, Map<String, Object> more, List<?> list, List<?> expected) {
        ModuleTester.of(new ListEdit())
                .with("list", list)
                .with("operation", operation)
                .with(more)
                .run()
                .hasOutput("result", expected)
                .hasOutput("count", expected.size());
    }

    static Stream<Arguments> list_is_edited() {
        List<Object> abc = List.of("a", "b", "c");
        return Stream.of(
                arguments("add", Map.of("value", "d"), abc, List.of("a", "b", "c", "d")),
                arguments("添加", Map.of("value", "d"), List.of(), List.of("d")),
                arguments("add", Map.of(), abc, Arrays.asList("a", "b", "c", null)),
                arguments("insert", Map.of("index", 0, "value", "x"), abc, List.of("x", "a", "b", "c")),
                arguments("插入", Map.of("index", 3, "value", "x"), abc, List.of("a", "b", "c", "x")),
                arguments("insert", Map.of("index", -1, "value", "x"), abc, List.of("a", "b", "c", "x")),
                arguments("set", Map.of("index", 1, "value", "x"), abc, List.of("a", "x", "c")),
                arguments("修改", Map.of("index", -1, "value", "x"), abc, List.of("a", "b", "x")),
                arguments("remove", Map.of("index", 0), abc, List.of("b", "c")),
                arguments("删除", Map.of("index", -1), abc, List.of("a", "b")),
                arguments("remove_value", Map.of("value", 1), List.of(1, 1.0, "1", true), List.of("1", true)),
                arguments("删除值", Map.of("value", "z"), abc, abc),
                arguments("concat", Map.of("value", List.of("d")), abc, List.of("a", "b", "c", "d")),
                arguments("合并", Map.of("value", List.of()), abc, abc),
                arguments("sort", Map.of(), List.of(10, "9", 8.5), List.of(8.5, "9", 10)),
                arguments("排序", Map.of(), List.of("b", "10", "9"), List.of("10", "9", "b")),
                arguments("sort", Map.of("order", "descending"), List.of(1, 3, 2), List.of(3, 2, 1)),
                arguments("sort", Map.of("order", "降序"), Arrays.asList(1, null, 2), Arrays.asList(2, 1, null)),
                arguments("sort", Map.of("order", "升序"), Arrays.asList(null, "a"), Arrays.asList("a", null)),
                arguments(
                        "sort",
                        Map.of("by", "p.n"),
                        List.of(Map.of("p", Map.of("n", 2)), Map.of("p", Map.of("n", 1))),
                        List.of(Map.of("p", Map.of("n", 1)), Map.of("p", Map.of("n", 2)))),
                arguments("reverse", Map.of(), abc, List.of("c", "b", "a")),
                arguments("反转", Map.of(), List.of(), List.of()),
                arguments(
                        "unique",
                        Map.of(),
                        List.of(1, 1.0, "1", List.of(1), List.of(1.0)),
                        List.of(1, "1", List.of(1))),
                arguments("去重", Map.of("by", "k"), List.of(Map.of("k", 1), Map.of("k", 1)), List.of(Map.of("k", 1))),
                arguments("slice", Map.of("index", 1, "end", 2), abc, List.of("b")),
                arguments("截取", Map.of("index", -2), abc, List.of("b", "c")),
                arguments("slice", Map.of("index", 2, "end", 1), abc, List.of()),
                arguments("slice", Map.of("end", 99), abc, abc),
                arguments("filter", Map.of("expression", "item > 1"), List.of(1, 2, 3), List.of(2, 3)),
                arguments("筛选", Map.of("expression", "index % 2 == 0"), abc, List.of("a", "c")),
                arguments("filter", Map.of("expression", true), abc, abc),
                arguments("filter", Map.of("expression", "item exists"), Arrays.asList(1, null), List.of(1)),
                arguments("filter", Map.of("expression", "1 / 0 == item"), List.of(), List.of()),
                arguments(
                        "filter",
                        Map.of("expression", "item.tags[0] == 'x' and item[\"unit price\"] < 5"),
                        List.of(Map.of("tags", List.of("x"), "unit price", 4), Map.of("tags", List.of())),
                        List.of(Map.of("tags", List.of("x"), "unit price", 4))),
                arguments("map", Map.of("expression", "item * 10 + index"), List.of(1, 2), List.of(10, 21)),
                arguments(
                        "转换",
                        Map.of("expression", "{n: item.n, at: index}"),
                        List.of(Map.of("n", 7)),
                        List.of(Map.of("n", 7, "at", 0))),
                arguments("map", Map.of("expression", "item.none"), List.of("a"), Collections.singletonList(null)),
                arguments(
                        "sort",
                        Map.of("expression", "length(item)"),
                        List.of("ccc", "a", "bb"),
                        List.of("a", "bb", "ccc")),
                arguments("sort", Map.of("expression", "-index", "by", "ignored"), abc, List.of("c", "b", "a")),
                arguments("unique", Map.of("expression", "lower(item)"), List.of("A", "a", "b"), List.of("A", "b")));
    }

    @Test
    void element_without_a_value_of_the_expression_fails_and_is_shown() {
        ModuleTester.of(new ListEdit())
                .with("list", List.of(4, 0))
                .with("operation", "map")
                .with("expression", "1 / item")
                .run()
                .failed()
                .withTitle("Invalid expression")
                .withMessageContaining("expression", "0, 1", "zero");
    }

    @Test
    void filter_without_an_expression_fails() {
        ModuleTester.of(new ListEdit())
                .with("list", List.of(1))
                .with("operation", "filter")
                .run()
                .failed()
                .withMessageContaining("expression");
    }

    @Test
    void texts_made_of_many_elements_are_bounded_together() {
        String large = "x".repeat(1_000_000);

        ModuleTester.of(new ListEdit())
                .with("list", Collections.nCopies(100, large))
                .with("operation", "map")
                .with("expression", "item + item")
                .run()
                .failed()
                .withTitle("Result too large");
    }

    @Test
    void lists_made_of_many_elements_are_bounded_together() {
        List<Integer> thousand = Collections.nCopies(1_000, 1);

        ModuleTester.of(new ListEdit())
                .with("list", Collections.nCopies(900, thousand))
                .with("operation", "map")
                .with("expression", "[item, item]")
                .run()
                .failed()
                .withTitle("Result too large");
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource
    void positions_outside_the_list_fail(String operation, long index) {
        ModuleTester.of(new ListEdit())
                .with("list", List.of(1, 2))
                .with("operation", operation)
                .with("index", index)
                .run()
                .failed()
                .withTitle("No such position")
                .withMessageContaining(String.valueOf(index));
    }

    static Stream<Arguments> positions_outside_the_list_fail() {
        return Stream.of(
                arguments("insert", 3L),
                arguments("insert", -4L),
                arguments("set", 2L),
                arguments("remove", 2L),
                arguments("remove", -3L),
                arguments("remove", Long.MIN_VALUE));
    }

    @Test
    void list_edit_needs_a_list_and_a_known_operation() {
        ModuleTester.of(new ListEdit()).with("list", "a").run().failed().withMessageContaining("a list");
        ModuleTester.of(new ListEdit())
                .with("list", List.of())
                .with("operation", "shuffle")
                .run()
                .failed()
                .withMessageContaining("shuffle", "unique");
    }

    @Test
    void list_that_doubles_again_and_again_is_stopped() {
        ModuleTester tester =
                ModuleTester.of(new ListEdit()).with("operation", "add").with("list", List.of(1));
        Outcome outcome = tester.run();

        for (int i = 0; i < 30 && outcome.result() instanceof StepResult.Done; i++) {
            Object list = outcome.output("result");
            outcome = tester.with("list", list).with("value", list).run();
        }

        outcome.failed().withTitle("Result too large");
    }

    @Test
    void unique_of_many_elements_is_linear() {
        List<Integer> many = Collections.nCopies(300_000, 7);

        ModuleTester.of(new ListEdit())
                .with("list", many)
                .with("operation", "unique")
                .run()
                .hasOutput("count", 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void dictionary_is_edited(String operation, Map<String, Object> more, Map<String, Object> expected) {
        ModuleTester.of(new DictionaryEdit())
                .with("dictionary", Map.of("a", 1))
                .with("operation", operation)
                .with(more)
                .run()
                .hasOutput("result", expected)
                .hasOutput("count", expected.size());
    }

    static Stream<Arguments> dictionary_is_edited() {
        return Stream.of(
                arguments("set", Map.of("key", "b", "value", 2), Map.of("a", 1, "b", 2)),
                arguments("设置", Map.of("key", "a", "value", 2), Map.of("a", 2)),
                arguments("remove", Map.of("key", "a"), Map.of()),
                arguments("删除", Map.of("key", "zzz"), Map.of("a", 1)),
                arguments("rename", Map.of("key", "a", "newKey", "b"), Map.of("b", 1)),
                arguments("重命名", Map.of("key", "a", "newKey", "a"), Map.of("a", 1)),
                arguments("merge", Map.of("other", Map.of("a", 2, "b", 3)), Map.of("a", 2, "b", 3)),
                arguments("合并", Map.of("other", Map.of()), Map.of("a", 1)),
                arguments("pick", Map.of("keys", List.of("a", "zzz")), Map.of("a", 1)),
                arguments("选取", Map.of("keys", List.of()), Map.of()));
    }

    @Test
    void dictionary_edit_fails_where_it_cannot_work() {
        dictionary("rename").with("key", "x").with("newKey", "y").run().failed().withMessageContaining("\"x\"");
        dictionary("set").run().failed().withMessageContaining("key");
        dictionary("fold").run().failed().withMessageContaining("set, remove, rename, merge, pick");
        dictionary("set").with("dictionary", List.of()).run().failed().withMessageContaining("a dictionary");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void module_without_parameters_fails_or_is_done_but_never_breaks(Module module) {
        ModuleTester.of(module).run();
    }

    static List<Module> modules() {
        return DataModules.all();
    }

    private static Map<String, Object> row(String name, @Nullable Object age) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("age", age);
        return row;
    }

    private static ModuleTester parseJson(String json, String path) {
        return ModuleTester.of(new ParseJson()).with("json", json).with("path", path);
    }

    private static ModuleTester query(Object json, String path) {
        return ModuleTester.of(new JsonQuery()).with("json", json).with("path", path);
    }

    private static ModuleTester parseXml(String xml, String xpath) {
        return ModuleTester.of(new ParseXml()).with("xml", xml).with("xpath", xpath);
    }

    private static ModuleTester csv(String text) {
        return ModuleTester.of(new CsvParse()).with("text", text);
    }

    private static ModuleTester dictionary(String operation) {
        return ModuleTester.of(new DictionaryEdit())
                .with("dictionary", Map.of("a", 1))
                .with("operation", operation);
    }
}
