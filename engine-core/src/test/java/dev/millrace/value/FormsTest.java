package dev.millrace.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text, number, truth and list of a value. */
class FormsTest {
    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("texts")
    void text_of_a_value(@Nullable Object value, String expected) {
        assertThat(TextForm.of(value)).isEqualTo(expected);
    }

    static Stream<Arguments> texts() {
        Map<String, Object> inOrder = new LinkedHashMap<>();
        inOrder.put("k", 1L);
        inOrder.put("t\"\\\n\u0001", Arrays.asList("x", null, true));
        return Stream.of(
                arguments("text", "text"),
                arguments("\uD800", "\uD800"),
                arguments(null, ""),
                arguments(true, "true"),
                arguments(5L, "5"),
                arguments(5.0, "5"),
                arguments(-0.0, "0"),
                arguments(3.14, "3.14"),
                arguments(0.1 + 0.2, "0.30000000000000004"),
                arguments(1e-7, "0.0000001"),
                arguments(1e20, "100000000000000000000"),
                arguments(1e300, "1" + "0".repeat(300)),
                arguments(Double.NaN, "NaN"),
                arguments(Double.NEGATIVE_INFINITY, "-Infinity"),
                arguments(new BigDecimal("1.500"), "1.5"),
                arguments(new BigDecimal("1E+3"), "1000"),
                arguments(new BigDecimal("0E+3"), "0"),
                arguments(List.of("a", 1L, List.of(2.0, "b")), "a, 1, 2, b"),
                arguments(List.of(), ""),
                arguments(inOrder, "{\"k\":1,\"t\\\"\\\\\\n\\u0001\":[\"x\",null,true]}"),
                arguments(Map.of(), "{}"),
                arguments(Map.of("c", new Coordinate(1, 2)), "{\"c\":{\"x\":1,\"y\":2}}"),
                arguments(Map.of("n", Double.NaN), "{\"n\":\"NaN\"}"),
                arguments(List.of(Map.of("k", 1L)), "{\"k\":1}"),
                arguments(new Coordinate(1, 2.5), "1,2.5"),
                arguments(new CoordinateRegion(1, 2, 3, 4), "(1,2)-(3,4)"),
                arguments(LocalDate.of(2024, 1, 2), "2024-01-02"),
                arguments(LocalTime.of(9, 5, 7), "09:05"),
                arguments(new ImageReference("file:///a.png"), "file:///a.png"));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("numbers")
    void number_of_a_value(@Nullable Object value, @Nullable Number expected) {
        assertThat(NumberForm.of(value)).isEqualTo(expected);
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments("03.14", 3.14),
                arguments("1e3", 1000L),
                arguments("5.0", 5L),
                arguments("-5", -5L),
                arguments("+5", 5L),
                arguments(".5", 0.5),
                arguments("5.", 5L),
                arguments("-0", 0L),
                arguments(" 5\u3000", 5L),
                arguments("0.1", 0.1),
                arguments("0.1234567890123456", new BigDecimal("0.1234567890123456")),
                arguments("9223372036854775807", Long.MAX_VALUE),
                arguments("9223372036854775808", new BigDecimal("9223372036854775808")),
                arguments("1e400", new BigDecimal("1e400")),
                arguments("Infinity", Double.POSITIVE_INFINITY),
                arguments("-Infinity", Double.NEGATIVE_INFINITY),
                arguments("NaN", Double.NaN),
                arguments("", null),
                arguments(" ", null),
                arguments("-", null),
                arguments(".", null),
                arguments("e5", null),
                arguments("1e", null),
                arguments("abc", null),
                arguments("1,000", null),
                arguments("1 2", null),
                arguments("5d", null),
                arguments("0x10", null),
                arguments("５", null),
                arguments(true, 1L),
                arguments(false, 0L),
                arguments(List.of(1L, 2L), 2L),
                arguments(Map.of("k", 1L), 1L),
                arguments(LocalDate.of(1970, 1, 2), 86_400_000L),
                arguments(LocalTime.NOON, null),
                arguments(new Coordinate(1, 2), null),
                arguments(new ImageReference("u"), null),
                arguments(null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-100000000", "1e500000000", "1e99999999999999999999", "-1e1001", "1e-1001"})
    void number_beyond_the_limits_is_no_number_and_takes_no_time(String text) {
        assertThat(inTime(() -> NumberForm.of(text))).isNull();
        assertThat(inTime(() -> Equality.loose(text, 0L))).isFalse();
    }

    @Test
    void text_of_a_million_digits_is_no_number_and_takes_no_time() {
        String digits = "9".repeat(1_000_000);

        assertThat(inTime(() -> NumberForm.of(digits))).isNull();
        assertThat(inTime(() -> NumberForm.of("0." + digits))).isNull();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("truths")
    void truth_of_a_value(@Nullable Object value, boolean expected) {
        assertThat(Truth.of(value)).isEqualTo(expected);
    }

    static Stream<Arguments> truths() {
        return Stream.of(
                arguments("", false),
                arguments("0", false),
                arguments("False", false),
                arguments("no", true),
                arguments(" ", true),
                arguments(0L, false),
                arguments(-0.0, false),
                arguments(0.1, true),
                arguments(new BigDecimal("0.00"), false),
                arguments(List.of(), false),
                arguments(List.of(0L), true),
                arguments(Map.of(), false),
                arguments(Map.of("k", 0L), true),
                arguments(null, false),
                arguments(new ImageReference(""), false),
                arguments(new ImageReference("u"), true),
                arguments(LocalTime.MIDNIGHT, true),
                arguments(new Coordinate(0, 0), true));
    }

    @Test
    void list_of_a_value() {
        assertThat(ListForm.of(List.of(1L))).isEqualTo(List.of(1L));
        assertThat(ListForm.of(Map.of("k", 1L))).isEqualTo(List.of(1L));
        assertThat(ListForm.of("hi")).isEqualTo(List.of("hi"));
        assertThat(ListForm.of(null)).containsExactly((Object) null);
    }

    @Test
    void text_of_a_list_of_the_same_large_text_is_refused() {
        List<Object> large = PlainValue.list(java.util.Collections.nCopies(1_000, "x".repeat(1_000_000)));

        assertThatThrownBy(() -> TextForm.of(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20000000 characters");
    }

    @Test
    void text_of_a_decimal_beyond_the_limits_stays_short() {
        assertThat(inTime(() -> TextForm.of(new BigDecimal("1e100000000")))).hasSizeLessThan(20);
    }

    static <T> T inTime(org.junit.jupiter.api.function.ThrowingSupplier<T> work) {
        return Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), work);
    }
}
