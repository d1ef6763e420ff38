package dev.millrace.modules.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.test.ModuleTester;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a query may cost, and what it says when it is too much or makes no sense. */
class JsonQueryLimitsTest {
    private static ModuleTester query(@Nullable Object json, String path) {
        return ModuleTester.of(new JsonQuery()).with("json", json).with("path", path);
    }

    private static List<String> texts(String start, int count) {
        return IntStream.range(0, count).mapToObj(i -> start + i).toList();
    }

    static Stream<Arguments> expensive() {
        List<String> many = texts("a", 100_000);
        List<String> others = texts("b", 100_000);
        Map<String, Object> tree = Map.of("many", many);
        Map<String, Object> sameTree = Map.of("many", new ArrayList<>(many));
        List<Integer> items = Collections.nCopies(10_000, 1);
        return Stream.of(
                arguments("each item in a long list", Map.of("i", items, "l", many), "$.i[?(@ in $.l)]"),
                arguments("each item not in a long list", Map.of("i", items, "l", many), "$.i[?(@ nin $.l)]"),
                arguments(
                        "any of two long lists",
                        Map.of("i", List.of(1), "l", many, "m", others),
                        "$.i[?($.l anyof $.m)]"),
                arguments(
                        "none of two long lists",
                        Map.of("i", List.of(1), "l", many, "m", others),
                        "$.i[?($.l noneof $.m)]"),
                arguments(
                        "subset of a long list",
                        Map.of("i", List.of(1), "l", many, "m", many),
                        "$.i[?($.l subsetof $.m)]"),
                arguments("all of a long list", Map.of("i", List.of(1), "l", many, "m", many), "$.i[?($.l ALL $.m)]"),
                arguments("equal trees", Map.of("i", items, "l", tree, "m", sameTree), "$.i[?($.l == $.m)]"),
                arguments("long texts", Map.of("i", items, "t", "x".repeat(1_000_000)), "$.i[?($.t == 'x')]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expensive")
    void filter_that_compares_too_much_is_stopped(String row, Object json, String path) {
        query(json, path).run().failed().withTitle("Query failed").withMessageContaining("visits more than", "smaller");
    }

    static Stream<Arguments> usual() {
        Map<String, Object> one = Map.of("n", 1, "tags", List.of("a", "b"));
        Map<String, Object> two = Map.of("n", 2, "tags", List.of("c"));
        Map<String, Object> document = Map.of("i", List.of(one, two), "known", List.of("a", "b"), "ns", List.of(2, 3));
        return Stream.of(
                arguments(document, "$.i[?(@.n in $.ns)].n", List.of(2L)),
                arguments(document, "$.i[?(@.n nin $.ns)].n", List.of(1L)),
                arguments(document, "$.i[?(@.tags subsetof $.known)].n", List.of(1L)),
                arguments(document, "$.i[?(@.tags anyof ['c'])].n", List.of(2L)),
                arguments(document, "$.i[?(@.tags noneof $.known)].n", List.of(2L)),
                arguments(document, "$.i[?(@.tags contains 'c')].n", List.of(2L)),
                arguments(document, "$.i[?(@.tags == $.known)].n", List.of(1L)),
                arguments(document, "$.i[?(@.tags size 1)].n", List.of(2L)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("usual")
    void filter_that_compares_lists_is_free_where_they_are_short(Object json, String path, List<?> expected) {
        query(json, path).run().hasOutput("allValues", expected);
    }

    @Test
    void values_found_at_many_places_are_too_large_together() {
        Object deep = 1;
        for (int i = 0; i < 90; i++) {
            deep = Map.of("deep", deep, "wide", Collections.nCopies(1_000, i));
        }

        query(deep, "$..deep").run().failed().withTitle("Result too large").withMessageContaining("ask for less");
    }

    @Test
    void value_as_deep_as_one_may_be_is_too_deep_in_the_list_of_all() {
        String deepest = "[".repeat(100) + "]".repeat(100);

        query(deepest, "$").run().failed().withTitle("Result too large").withMessageContaining("nested deeper");
        query(deepest, "$[0]").run().isDone();
    }

    @Test
    void cancelled_step_is_not_queried_to_its_end() {
        query(Map.of("a", Collections.nCopies(100_000, 1)), "$..*")
                .cancelled()
                .run()
                .failed()
                .withTitle("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"$.concatenated", "$.appendix.concat", "$.append"})
    void names_that_only_look_like_functions_are_names(String path) {
        query("{\"concatenated\":1,\"append\":1,\"appendix\":{\"concat\":1}}", path)
                .run()
                .hasOutput("firstValue", 1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "$.a.index()               | Query failed",
                "$..avg()>\"keys()>min()   | Query failed",
                "$.a.min()                 | Query failed",
                "$.a[0:99999999999]        | Invalid JSONPath",
                "$.a[99999999999]          | Invalid JSONPath",
                "$.a.concat('b')           | Invalid JSONPath",
                "$.a. append ('b')         | Invalid JSONPath"
            })
    void path_that_makes_no_sense_fails_in_words(String path, String title) {
        var failure = query("{\"a\":[]}", path).run().failed().withTitle(title);

        assertThat(failure.error().message()).contains("$").doesNotContain("java.", "Exception");
    }

    @Test
    void names_and_values_may_hold_any_letters() {
        query("{\"名\":{\"😀\":\"中\"}}", "$.名['😀']").run().hasOutput("firstValue", "中");
        query("{\"l\":[{\"n\":\"中\",\"v\":1}]}", "$.l[?(@.n == '中')].v").run().hasOutput("firstValue", 1);
    }
}
