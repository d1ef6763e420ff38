package dev.millrace.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResolvedInputsTest {
    private static final Input MODE =
            Input.options("x", "share", "copy").legacyOption("共享", "share").legacyOption("Broken", "gone");

    @Test
    void absent_is_told_from_null_though_both_have_no_value() {
        ResolvedInputs absent = inputs(ResolvedInputs.ABSENT);
        ResolvedInputs isNull = inputs(null);

        assertThat(absent.isPresent("x")).isFalse();
        assertThat(isNull.isPresent("x")).isTrue();
        assertThat(absent.has("x")).isFalse();
        assertThat(isNull.has("x")).isFalse();
        assertThat(absent.input("x")).isNull();
        assertThatThrownBy(() -> absent.text("x")).hasMessageContaining("\"x\" is missing");
        assertThatThrownBy(() -> isNull.text("x")).hasMessageContaining("\"x\" is null");
    }

    @Test
    void unknown_input_is_absent() {
        assertThat(inputs("a").input("y")).isNull();
        assertThat(inputs("a").option("y", "share")).isEqualTo("share");
        assertThatThrownBy(() -> inputs("a").number("y")).isInstanceOf(StepFailedException.class);
    }

    @Test
    void text_is_the_text_form_of_any_value() {
        assertThat(inputs(5.0).text("x")).isEqualTo("5");
        assertThat(inputs(List.of("a", "b")).text("x", "z")).isEqualTo("a, b");
        assertThat(inputs("").text("x", "z")).isEmpty();
        assertThat(inputs(null).text("x", "z")).isEqualTo("z");
    }

    @Test
    void number_comes_from_texts_and_truths_too() {
        assertThat(inputs("5").number("x").longValue()).isEqualTo(5);
        assertThat(inputs(true).number("x").longValue()).isEqualTo(1);
        assertThat(inputs("abc").number("x", 7)).isEqualTo(7);
        assertThatThrownBy(() -> inputs("abc").number("x"))
                .hasMessageContaining("\"x\"")
                .hasMessageContaining("a number")
                .hasMessageContaining("\"abc\"");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource
    void whole_number_is_cut_toward_zero_and_to_the_range_of_long(Object value, long expected) {
        assertThat(inputs(value).wholeNumber("x")).isEqualTo(expected);
        assertThat(inputs(value).wholeNumber("x", -7)).isEqualTo(expected);
    }

    static List<Arguments> whole_number_is_cut_toward_zero_and_to_the_range_of_long() {
        return List.of(
                Arguments.of(2.9, 2L),
                Arguments.of(-2.9, -2L),
                Arguments.of("3.7", 3L),
                Arguments.of(1e300, Long.MAX_VALUE),
                Arguments.of(-1e300, Long.MIN_VALUE),
                Arguments.of(Double.POSITIVE_INFINITY, Long.MAX_VALUE),
                Arguments.of(new BigDecimal("9223372036854775808"), Long.MAX_VALUE),
                Arguments.of(new BigDecimal("-9223372036854775809.5"), Long.MIN_VALUE),
                Arguments.of(new BigDecimal("12345678901234567.9"), 12345678901234567L));
    }

    @Test
    void what_is_not_a_number_has_no_whole_number() {
        assertThat(inputs(Double.NaN).wholeNumber("x", 3)).isEqualTo(3);
        assertThatThrownBy(() -> inputs(Double.NaN).wholeNumber("x")).isInstanceOf(StepFailedException.class);
    }

    @Test
    void truth_follows_the_value_model() {
        assertThat(inputs("false").truth("x", true)).isFalse();
        assertThat(inputs("no").truth("x", false)).isTrue();
        assertThat(inputs(null).truth("x", true)).isTrue();
    }

    @Test
    void lists_and_dictionaries_are_not_converted() {
        assertThat(inputs(List.of(1L)).list("x")).containsExactly(1L);
        assertThat(inputs(Map.of("a", 1L)).dictionary("x")).containsEntry("a", 1L);
        assertThatThrownBy(() -> inputs("a").list("x")).hasMessageContaining("a list");
        assertThatThrownBy(() -> inputs(List.of()).dictionary("x")).hasMessageContaining("a dictionary");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource
    void option_is_mapped_from_its_legacy_label(@Nullable Object value, String expected) {
        assertThat(inputs(value).option("x", "copy")).isEqualTo(expected);
    }

    static List<Arguments> option_is_mapped_from_its_legacy_label() {
        return List.of(
                Arguments.of("share", "share"),
                Arguments.of(" share ", "share"),
                Arguments.of("共享", "share"),
                Arguments.of("Broken", "Broken"),
                Arguments.of("other", "other"),
                Arguments.of("  ", "copy"),
                Arguments.of(null, "copy"));
    }

    @Test
    void long_values_are_cut_in_messages() {
        assertThatThrownBy(() -> inputs("y".repeat(5_000)).number("x"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void values_must_belong_to_the_inputs() {
        assertThatThrownBy(() -> ResolvedInputs.of(List.of(MODE), new Object[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 inputs")
                .hasMessageContaining("2 values");
    }

    private static ResolvedInputs inputs(@Nullable Object value) {
        return ResolvedInputs.of(List.of(MODE), new @Nullable Object[] {value});
    }
}
