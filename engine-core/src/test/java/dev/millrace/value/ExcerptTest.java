package dev.millrace.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExcerptTest {
    @Test
    void text_keeps_its_first_80_characters() {
        assertThat(Excerpt.of("a".repeat(80))).isEqualTo("a".repeat(80));
        assertThat(Excerpt.of("a".repeat(81))).isEqualTo("a".repeat(80) + "…");
    }

    @Test
    void cut_leaves_no_half_of_a_character() {
        assertThat(Excerpt.of("a".repeat(79) + "😀😀")).isEqualTo("a".repeat(79) + "…");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lineBreakers")
    void text_stays_on_one_line(String row, String text) {
        assertThat(Excerpt.of("a" + text + "b")).isEqualTo("a b");
    }

    static Stream<Arguments> lineBreakers() {
        return Stream.of(
                arguments("line feed", "\n"),
                arguments("carriage return", "\r"),
                arguments("next line", "\u0085"),
                arguments("line separator", "\u2028"),
                arguments("paragraph separator", "\u2029"),
                arguments("escape", "\u001b"),
                arguments("right-to-left override", "\u202e"),
                arguments("isolate", "\u2066"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void values_are_quoted_by_their_type(String expected, Object value) {
        assertThat(Excerpt.quoted(value)).isEqualTo(expected);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("null", null),
                arguments("\"a b\"", "a\nb"),
                arguments("5", 5.0),
                arguments("1E+100000000", new BigDecimal("1e100000000")),
                arguments("true", true),
                arguments("a list with 0 elements", List.of()),
                arguments("a list with 1 element", List.of("x")),
                arguments("a dictionary with 1 entry", Map.of("a", 1)),
                arguments("a dictionary with 2 entries", Map.of("a", 1, "b", 2)));
    }
}
