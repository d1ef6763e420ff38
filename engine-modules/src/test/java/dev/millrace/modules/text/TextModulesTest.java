package dev.millrace.modules.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.test.ModuleTester;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextModulesTest {
    @ParameterizedTest(name = "\"{0}\" by \"{1}\"")
    @MethodSource
    void split_cuts_at_every_delimiter(String text, String delimiter, List<String> expected) {
        split().with("text", text).with("delimiter", delimiter).run().isDone().hasOutput("result", expected);
    }

    static Stream<Arguments> split_cuts_at_every_delimiter() {
        return Stream.of(
                arguments("a,,b", ",", List.of("a", "", "b")),
                arguments(",a,", ",", List.of("", "a", "")),
                arguments("a||b", "||", List.of("a", "b")),
                arguments("a.b", ".", List.of("a", "b")),
                arguments("ab", "x", List.of("ab")),
                arguments("ab", "", List.of("a", "b")),
                arguments("中😀", "", List.of("中", "😀")));
    }

    @Test
    void split_without_text_says_which_input_is_empty() {
        split().run().failed().withMessageContaining("\"text\"", "{{step.output}}");
    }

    @Test
    void split_takes_the_text_of_a_list() {
        split().with("text", List.of("a", "b")).with("delimiter", ", ").run().hasOutput("result", List.of("a", "b"));
    }

    @Test
    void split_into_more_parts_than_a_value_may_have_fails() {
        split().with("text", ",".repeat(1_000_001))
                .with("delimiter", ",")
                .run()
                .failed()
                .withTitle("Result too large")
                .withMessageContaining("1000000");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2} = {3}")
    @CsvSource({"aXbX,X,--,a--b--", "aaa,aa,b,ba", "a.b,.,-,a-b", "中文,文,国,中国", "abc,B,x,abc", "abc,b,'',ac"})
    void replace_is_literal_and_case_sensitive(String text, String find, String replace, String expected) {
        ModuleTester.of(new TextReplace())
                .with("text", text)
                .with("find", find)
                .with("replace", replace)
                .run()
                .hasOutput("result", expected);
    }

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"text", "find"})
    void replace_needs_text_and_find(String missing) {
        ModuleTester.of(new TextReplace())
                .with("text", "a")
                .with("find", "a")
                .with(missing, "")
                .run()
                .failed()
                .withMessageContaining(missing);
    }

    @Test
    void replace_that_would_not_fit_into_memory_fails_at_once() {
        ModuleTester.of(new TextReplace())
                .with("text", "a".repeat(1_000_000))
                .with("find", "a")
                .with("replace", "b".repeat(1_000_000))
                .run()
                .failed()
                .withTitle("Result too large");
    }

    @ParameterizedTest(name = "{0} {1} {2} -> {3}")
    @CsvSource({
        "substring,1,3,bc",
        "substring,-3,-1,de",
        "substring,0,100,abcdef",
        "substring,-100,2,ab",
        "substring,3,1,''",
        "substring,2,0,''",
        "提取中间,1,3,bc"
    })
    void substring_runs_from_start_to_end(String mode, long start, long end, String expected) {
        extract(mode).with("start", start).with("end", end).run().hasOutput("result", expected);
    }

    @ParameterizedTest(name = "{0} of {1} -> {2}")
    @CsvSource({
        "prefix,2,ab",
        "suffix,2,ef",
        "prefix,-1,''",
        "suffix,-1,''",
        "prefix,99,abcdef",
        "suffix,99,abcdef",
        "prefix,9223372036854775807,abcdef",
        "提取前缀,2,ab",
        "提取后缀,2,ef"
    })
    void prefix_and_suffix_take_count_characters(String mode, long count, String expected) {
        extract(mode).with("count", count).run().hasOutput("result", expected);
    }

    @ParameterizedTest(name = "index {0} count {1} -> {2}")
    @CsvSource({"2,2,cd", "-1,,f", "-100,1,a", "6,1,''", "0,0,''", "0,-3,''", "4,100,ef"})
    void characters_are_taken_from_an_index(long index, Long count, String expected) {
        extract("char").with("index", index).with("count", count).run().hasOutput("result", expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"prefix", "suffix", "substring"})
    void without_numbers_nothing_is_taken(String mode) {
        extract(mode).run().hasOutput("result", "");
    }

    @Test
    void numbers_with_a_fraction_count_as_absent() {
        extract("char").with("index", 2.5).run().hasOutput("result", "a");
        extract("char").with("index", 2.0).run().hasOutput("result", "c");
        extract("char").with("index", "3").run().hasOutput("result", "d");
    }

    @Test
    void unknown_mode_fails_and_lists_the_modes() {
        extract("middle").run().failed().withMessageContaining("\"middle\"", "substring, prefix, suffix, char");
    }

    @Test
    void mode_is_substring_if_absent() {
        ModuleTester.of(new TextExtract())
                .with("text", "abcdef")
                .with("end", 2)
                .run()
                .hasOutput("result", "ab");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"join", "拼接", "Join"})
    void join_puts_elements_between_prefix_and_suffix(String operation) {
        process(operation)
                .with("join_list", List.of("a", 1, true))
                .with("join_delimiter", "-")
                .with("join_prefix", "<")
                .with("join_suffix", ">")
                .run()
                .hasOutput("result_text", "<a-1-true>");
    }

    @Test
    void join_of_an_empty_list_is_empty() {
        process("join").with("join_list", List.of()).run().hasOutput("result_text", "");
    }

    @Test
    void join_separates_with_a_comma_if_nothing_is_said() {
        process("join").with("join_list", List.of(1, 2)).run().hasOutput("result_text", "1,2");
    }

    @Test
    void join_of_no_list_fails() {
        process("join").with("join_list", "a").run().failed().withMessageContaining("join_list", "a list", "\"a\"");
    }

    @Test
    void join_that_would_be_too_long_fails_before_it_takes_memory() {
        process("join")
                .with("join_list", Collections.nCopies(1_000, "x".repeat(1_000_000)))
                .run()
                .failed()
                .withTitle("Result too large");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"split", "分割", "Split"})
    void split_operation_is_literal(String operation) {
        process(operation)
                .with("source_text", "a.b")
                .with("split_delimiter", ".")
                .run()
                .hasOutput("result_list", List.of("a", "b"));
    }

    @Test
    void split_operation_without_delimiter_frames_the_characters_as_old_files_expect() {
        process("split")
                .with("source_text", "ab")
                .with("split_delimiter", "")
                .run()
                .hasOutput("result_list", List.of("", "a", "b", ""));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"replace", "替换", "Replace"})
    void replace_operation_changes_all_occurrences(String operation) {
        process(operation)
                .with("source_text", "a+a")
                .with("replace_from", "a")
                .with("replace_to", "b")
                .run()
                .hasOutput("result_text", "b+b");
    }

    @ParameterizedTest(name = "{0}, group {1} -> {2}")
    @MethodSource
    void regex_gives_every_match_in_order(String regex, int group, List<String> expected) {
        process("regex_extract")
                .with("source_text", "k1=v1 k2=v2")
                .with("regex_pattern", regex)
                .with("regex_group", group)
                .run()
                .hasOutput("result_list", expected);
    }

    static Stream<Arguments> regex_gives_every_match_in_order() {
        return Stream.of(
                arguments("(k\\d)=(v\\d)", 0, List.of("k1=v1", "k2=v2")),
                arguments("(k\\d)=(v\\d)", 2, List.of("v1", "v2")),
                arguments("(k\\d)=(v\\d)", 3, List.of()),
                arguments("(k\\d)=(v\\d)", -1, List.of()),
                arguments("nothing", 0, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"正则提取", "Regex Extract"})
    void regex_operation_has_its_legacy_labels(String operation) {
        process(operation)
                .with("source_text", "ab")
                .with("regex_pattern", "b")
                .run()
                .hasOutput("result_list", List.of("b"));
    }

    @Test
    void broken_regex_fails_with_the_reason() {
        process("regex_extract")
                .with("source_text", "a")
                .with("regex_pattern", "(")
                .run()
                .failed()
                .withTitle("Invalid regular expression");
    }

    @Test
    void regex_that_never_ends_is_stopped() {
        process("regex_extract")
                .with("source_text", "a".repeat(5_000) + "!")
                .with("regex_pattern", "(a|aa)+$")
                .run()
                .failed();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"split", "replace", "regex_extract"})
    void operations_on_no_text_fail(String operation) {
        process(operation).run().failed().withMessageContaining("source_text");
    }

    @Test
    void operation_must_be_one_of_the_four() {
        process("shuffle").run().failed().withMessageContaining("shuffle", "join, split, replace, regex_extract");
        ModuleTester.of(new TextProcess()).run().failed().withMessageContaining("operation");
    }

    @Test
    void every_module_of_the_package_is_listed() {
        assertThat(TextModules.all()).hasSize(4);
    }

    private static ModuleTester split() {
        return ModuleTester.of(new TextSplit());
    }

    private static ModuleTester extract(String mode) {
        return ModuleTester.of(new TextExtract()).with("text", "abcdef").with("mode", mode);
    }

    private static ModuleTester process(String operation) {
        return ModuleTester.of(new TextProcess()).with("operation", operation);
    }
}
