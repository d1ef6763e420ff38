package dev.millrace.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EqualityTest {
    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("looseRows")
    void loose_equality_follows_the_table(String row, @Nullable Object left, @Nullable Object right, boolean expected) {
        assertThat(Equality.loose(left, right)).isEqualTo(expected);
        assertThat(Equality.loose(right, left)).as("the other way round").isEqualTo(expected);
    }

    static Stream<Arguments> looseRows() {
        return Stream.of(
                row("text and whole double", "42", 42.0, true),
                row("leading zero", "03.14", 3.14, true),
                row("white space around a number", " 5 ", 5L, true),
                row("case of letters", "abc", "ABC", true),
                row("true and yes", true, "yes", true),
                row("true and on", true, "on", true),
                row("true and text 1", true, "1", true),
                row("true and 1", true, 1L, true),
                row("true and 5", true, 5L, false),
                row("false and text 0", false, "0", true),
                row("false and off", false, "off", true),
                row("false and no", false, "no", true),
                row("true and no such word", true, "maybe", false),
                row("two words of truth", "true", "yes", true),
                row("word and number text", "YES", "1", true),
                row("empty text and 0", "", 0L, true),
                row("empty text and text 0", "", "0", true),
                row("empty text and false", "", false, true),
                row("empty text and empty list", "", List.of(), true),
                row("empty text and empty dictionary", "", Map.of(), true),
                row("empty text and text", "", "hello", false),
                row("empty text and list", "", List.of(1L), false),
                row("empty texts", "", "", true),
                row("empty text and a space", "", " ", false),
                row("null and null", null, null, true),
                row("null and empty text", null, "", true),
                row("null and empty list", null, List.of(), true),
                row("null and empty dictionary", null, Map.of(), true),
                row("null and 0", null, 0L, false),
                row("null and false", null, false, false),
                row("null and text", null, "test", false),
                row("different lists of one size", List.of(1L, 2L), List.of(3L, 4L), false),
                row("loosely same lists", List.of(1L, "yes"), List.of("1", true), true),
                row("list and its size", List.of(1L, 2L), 2L, false),
                row("empty list and 0", List.of(), 0L, false),
                row("list and dictionary", List.of(), Map.of(), false),
                row("loosely same dictionaries", Map.of("k", 1L), Map.of("k", "1"), true),
                row("dictionaries with other keys", Map.of("k", 1L), Map.of("l", 1L), false),
                row("0 and false", 0L, false, true),
                row("not a number", Double.NaN, Double.NaN, false),
                row("two texts NaN", "NaN", "NaN", true),
                row("zero and its negative", 0.0, -0.0, true),
                row("long and decimal", Long.MAX_VALUE, new BigDecimal("9223372036854775807"), true),
                row("long and its rounded double", Long.MAX_VALUE, (double) Long.MAX_VALUE, false),
                row("date and its text", LocalDate.of(2024, 5, 6), "2024-05-06", true),
                row("date and its milliseconds", LocalDate.of(1970, 1, 2), 86_400_000L, true),
                row("coordinate and its text", new Coordinate(1, 2.5), "1,2.5", true));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("strictRows")
    void strict_equality_wants_type_and_content(
            String row, @Nullable Object left, @Nullable Object right, boolean expected) {
        assertThat(Equality.strict(left, right)).isEqualTo(expected);
        assertThat(Equality.strict(right, left)).as("the other way round").isEqualTo(expected);
    }

    static Stream<Arguments> strictRows() {
        return Stream.of(
                row("null and null", null, null, true),
                row("null and empty text", null, "", false),
                row("same texts", "a", "a", true),
                row("case of letters", "a", "A", false),
                row("text and number", "5", 5L, false),
                row("kinds of numbers", 42L, 42.0, true),
                row("scale of decimals", new BigDecimal("1.50"), 1.5, true),
                row("not a number", Double.NaN, Double.NaN, false),
                row("booleans", true, true, true),
                row("boolean and number", true, 1L, false),
                row("lists", List.of(1L, "a"), List.of(1.0, "a"), true),
                row("lists that are only loosely same", List.of(1L), List.of("1"), false),
                row("lists of other sizes", List.of(1L), List.of(1L, 2L), false),
                row("null elements", Arrays.asList((Object) null), Arrays.asList((Object) null), true),
                row("dictionaries", Map.of("k", List.of(1L)), Map.of("k", List.of(1.0)), true),
                row("coordinates", new Coordinate(1, 2), new Coordinate(1, 2), true));
    }

    @Test
    void values_deeper_than_the_limit_are_refused_and_do_not_fill_the_stack() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        List<Object> value = deep;

        assertThatThrownBy(() -> Equality.loose(value, value)).hasMessageContaining("100 levels deep");
        assertThatThrownBy(() -> Equality.strict(value, value)).hasMessageContaining("100 levels deep");
    }

    private static Arguments row(String name, @Nullable Object left, @Nullable Object right, boolean expected) {
        return arguments(named(name, name), left, right, expected);
    }
}
