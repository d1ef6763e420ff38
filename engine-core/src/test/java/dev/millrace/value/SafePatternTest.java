package dev.millrace.value;

import static dev.millrace.value.FormsTest.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.value.SafePattern.RegexLimitException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {
    @Test
    void pattern_is_found_anywhere_and_in_the_given_case() {
        assertThat(SafePattern.compile("b+").find("abbc")).isTrue();
        assertThat(SafePattern.compile("B").find("abbc")).isFalse();
    }

    @Test
    void groups_of_every_match_in_order() {
        SafePattern pattern = SafePattern.compile("(a)|(b)");

        assertThat(pattern.findAll("abca", 0)).containsExactly("a", "b", "a");
        assertThat(pattern.findAll("abca", 1)).containsExactly("a", "a");
        assertThat(pattern.findAll("abca", 3)).isEmpty();
        assertThat(pattern.findAll("abca", -1)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowPatterns")
    void slow_match_ends_with_an_error_that_names_the_pattern(String regex, String text) {
        SafePattern pattern = SafePattern.compile(regex);

        assertThatThrownBy(() -> inTime(() -> pattern.find(text)))
                .isInstanceOf(RegexLimitException.class)
                .hasMessageContaining(regex)
                .hasMessageContaining("Fix:");
    }

    static Stream<Arguments> slowPatterns() {
        String x = "x".repeat(35);
        return Stream.of(
                arguments("(x+x+)+\\1y", x),
                arguments("^(x+)+\\1$", x + "!"),
                arguments("(x*)*\\1z", x),
                arguments("(?:x{1,20}){1,20}y", x),
                arguments("(x|x){1,40}y", x),
                arguments("(((x+)+)+)+y", x),
                arguments(".*.*.*.*.*=", "x".repeat(800)),
                arguments("\\s*\\s*\\s*\\s*x", " ".repeat(3_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a|b)*", "(?s)(.|\\n)*?end"})
    void match_deeper_than_the_stack_ends_with_an_error(String regex) {
        SafePattern pattern = SafePattern.compile(regex);

        assertThatThrownBy(() -> inTime(() -> pattern.find("ab".repeat(400_000))))
                .isInstanceOf(RegexLimitException.class)
                .hasMessageContaining(regex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?:){2147483647}", "((?:){9999}){9999}", "^{2000000000}", "(($){99999999999}){2}"})
    void repetition_that_reads_no_character_is_refused(String regex) {
        assertThatThrownBy(() -> inTime(() -> SafePattern.compile(regex))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}",
                ".{0,5000}x.{0,5000}y.{0,5000}",
                "\\{{3}",
                "[{9}]{1,}"
            })
    void ordinary_counts_are_accepted(String regex) {
        assertThat(SafePattern.compile(regex)).hasToString(regex);
    }

    @Test
    void text_that_is_no_pattern_is_refused_with_the_place() {
        assertThatThrownBy(() -> SafePattern.compile("a(b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a(b")
                .hasMessageContaining("Fix:");
        assertThatThrownBy(() -> SafePattern.compile("(".repeat(20_000))).hasMessageContaining("20000 characters");
    }

    @Test
    void text_beyond_a_million_characters_is_refused() {
        SafePattern pattern = SafePattern.compile("y");

        assertThat(pattern.find("x".repeat(1_000_000))).isFalse();
        assertThatThrownBy(() -> pattern.find("x".repeat(1_000_001))).isInstanceOf(RegexLimitException.class);
    }
}
