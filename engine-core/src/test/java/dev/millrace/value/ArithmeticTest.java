package dev.millrace.value;

import static dev.millrace.value.FormsTest.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticTest {
    @Test
    void decimals_are_exact() {
        assertThat(Arithmetic.add(0.1, 0.2)).isEqualTo(0.3);
        assertThat(Arithmetic.subtract(1.0, 0.9)).isEqualTo(0.1);
        assertThat(Arithmetic.multiply(1.1, 1.1)).isEqualTo(1.21);
    }

    @Test
    void overflow_of_a_long_gives_the_exact_decimal() {
        assertThat(Arithmetic.add(Long.MAX_VALUE, 1L)).isEqualTo(new BigDecimal("9223372036854775808"));
        assertThat(Arithmetic.subtract(Long.MIN_VALUE, 1L)).isEqualTo(new BigDecimal("-9223372036854775809"));
        assertThat(Arithmetic.multiply(Long.MIN_VALUE, -1L)).isEqualTo(new BigDecimal("9223372036854775808"));
        assertThat(Arithmetic.divide(Long.MIN_VALUE, -1L)).isEqualTo(new BigDecimal("9223372036854775808"));
        assertThat(Arithmetic.remainder(Long.MIN_VALUE, -1L)).isEqualTo(0L);
    }

    @Test
    void whole_results_become_longs_again() {
        assertThat(Arithmetic.subtract(new BigDecimal("9223372036854775808"), 1L))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Arithmetic.add(0.5, 0.5)).isEqualTo(1L);
        assertThat(Arithmetic.multiply(-0.0, 5L)).isEqualTo(0L);
    }

    @Test
    void quotient_is_exact_where_it_ends_and_has_34_digits_where_it_does_not() {
        assertThat(Arithmetic.divide(10L, 4L)).isEqualTo(2.5);
        assertThat(Arithmetic.divide(12L, 4L)).isEqualTo(3L);
        assertThat(Arithmetic.divide(1L, 3L)).isEqualTo(new BigDecimal("0." + "3".repeat(34)));
        assertThat(Arithmetic.divide(1L, 1L << 60)).isEqualTo(BigDecimal.ONE.divide(BigDecimal.valueOf(1L << 60)));
    }

    @Test
    void remainder_has_the_sign_of_the_dividend() {
        assertThat(Arithmetic.remainder(-7L, 3L)).isEqualTo(-1L);
        assertThat(Arithmetic.remainder(7L, -3L)).isEqualTo(1L);
        assertThat(Arithmetic.remainder(-7.5, 2L)).isEqualTo(-1.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0})
    void division_by_zero_is_an_error_that_says_so(double zero) {
        assertThatThrownBy(() -> Arithmetic.divide(1L, 0L)).hasMessageContaining("Division by zero");
        assertThatThrownBy(() -> Arithmetic.remainder(1L, 0L)).hasMessageContaining("Division by zero");
        assertThatThrownBy(() -> Arithmetic.divide(1.5, zero)).hasMessageContaining("Division by zero");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void nothing_can_be_calculated_with_what_is_not_finite(double number) {
        assertThatThrownBy(() -> Arithmetic.add(1L, number))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("Cannot calculate with " + number);
    }

    @Test
    void hostile_scales_are_refused_before_the_work() {
        BigDecimal tiny = new BigDecimal("1e-100000000");
        BigDecimal huge = new BigDecimal("1e500000000");

        assertThatThrownBy(() -> inTime(() -> Arithmetic.add(tiny, 1L))).hasMessageContaining("1000 digits");
        assertThatThrownBy(() -> inTime(() -> Arithmetic.remainder(huge, 7L))).hasMessageContaining("1000 digits");
        assertThat(inTime(() -> Arithmetic.compare(tiny, huge))).isNegative();
    }

    @Test
    void results_beyond_the_limits_are_refused() {
        BigDecimal large = new BigDecimal("1e600");

        assertThatThrownBy(() -> Arithmetic.multiply(large, large)).hasMessageContaining("1000 digits");
        assertThatThrownBy(() -> Arithmetic.add(large, new BigDecimal("1e-600")))
                .hasMessageContaining("1000 digits");
    }

    @Test
    void comparison_of_mixed_kinds_is_exact() {
        assertThat(Arithmetic.compare(Long.MAX_VALUE, (double) Long.MAX_VALUE)).isNegative();
        assertThat(Arithmetic.compare(0.0, -0.0)).isZero();
        assertThat(Arithmetic.compare(5L, 5.5)).isNegative();
        assertThat(Arithmetic.compare(Double.POSITIVE_INFINITY, new BigDecimal("1e900")))
                .isPositive();
        assertThat(Arithmetic.compare(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isZero();
    }

    @Property
    void sums_differences_and_products_agree_with_exact_decimals(
            @ForAll("numbers") Number left, @ForAll("numbers") Number right) {
        BigDecimal l = Decimals.of(left);
        BigDecimal r = Decimals.of(right);

        assertThat(Decimals.of(Arithmetic.add(left, right))).isEqualByComparingTo(l.add(r));
        assertThat(Decimals.of(Arithmetic.subtract(left, right))).isEqualByComparingTo(l.subtract(r));
        assertThat(Decimals.of(Arithmetic.multiply(left, right))).isEqualByComparingTo(l.multiply(r));
        assertThat(Integer.signum(Arithmetic.compare(left, right))).isEqualTo(l.compareTo(r));
    }

    @Property
    void quotients_and_remainders_agree_with_exact_decimals(
            @ForAll("numbers") Number left, @ForAll("numbers") Number right) {
        BigDecimal l = Decimals.of(left);
        BigDecimal r = Decimals.of(right);
        net.jqwik.api.Assume.that(r.signum() != 0);

        BigDecimal quotient = Decimals.of(Arithmetic.divide(left, right));

        assertThat(quotient.round(new MathContext(34, RoundingMode.HALF_UP)))
                .isEqualByComparingTo(l.divide(r, new MathContext(34, RoundingMode.HALF_UP)));
        assertThat(Decimals.of(Arithmetic.remainder(left, right))).isEqualByComparingTo(l.remainder(r));
    }

    @Property
    void results_have_the_smallest_kind(@ForAll("numbers") Number left, @ForAll("numbers") Number right) {
        Number sum = Arithmetic.add(left, right);

        assertThat(NumberForm.of(TextForm.of(sum))).isEqualTo(sum);
    }

    @Provide
    Arbitrary<Number> numbers() {
        Arbitrary<Number> longs = Arbitraries.longs().map(n -> n);
        Arbitrary<Number> small = Arbitraries.longs().between(-20, 20).map(n -> n);
        Arbitrary<Number> doubles = Arbitraries.doubles().between(-1e30, 1e30).map(n -> n);
        Arbitrary<Number> decimals = Arbitraries.bigDecimals().ofScale(20).map(n -> n);
        return Arbitraries.oneOf(longs, small, doubles, decimals);
    }
}
