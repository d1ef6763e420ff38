package dev.millrace.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Whole and absolute numbers near a number. Exact; null for NaN, infinities and numbers beyond the limits. */
public final class Rounding {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private Rounding() {}

    /** −5.5 gives −5. */
    public static @Nullable Number towardZero(Number number) {
        return number instanceof Long ? number : scaled(number, 0, RoundingMode.DOWN);
    }

    /** 5.9 gives 5, −5.1 gives −6. */
    public static @Nullable Number down(Number number) {
        return number instanceof Long ? number : scaled(number, 0, RoundingMode.FLOOR);
    }

    /** 5.1 gives 6, −5.9 gives −5. */
    public static @Nullable Number up(Number number) {
        return number instanceof Long ? number : scaled(number, 0, RoundingMode.CEILING);
    }

    /** The nearest whole number, halves up: 2.5 gives 3, −2.5 gives −2. */
    public static @Nullable Number halfUp(Number number) {
        if (number instanceof Long) {
            return number;
        }
        BigDecimal decimal = decimal(number);
        return decimal == null ? null : Decimals.smallest(decimal.add(HALF).setScale(0, RoundingMode.FLOOR));
    }

    /**
     * The nearest number with this many digits after the decimal point, halves away from zero as on paper.
     *
     * @param digits up to {@link ValueLimits#maxDigits()}; negative ones round to tens, hundreds, …
     */
    public static @Nullable Number toDigits(Number number, int digits) {
        return number instanceof Long && digits >= 0 ? number : scaled(number, digits, RoundingMode.HALF_UP);
    }

    public static @Nullable Number absolute(Number number) {
        if (number instanceof Long value && value != Long.MIN_VALUE) {
            return Math.abs(value);
        }
        if (number instanceof Double value) {
            return Math.abs(value);
        }
        BigDecimal decimal = decimal(number);
        return decimal == null ? null : Decimals.smallest(decimal.abs());
    }

    private static @Nullable Number scaled(Number number, int digits, RoundingMode mode) {
        BigDecimal decimal = decimal(number);
        if (decimal == null || Math.abs((long) digits) > ValueLimits.DEFAULT.maxDigits()) {
            return null;
        }
        return Decimals.smallest(decimal.scale() <= digits ? decimal : decimal.setScale(digits, mode));
    }

    private static @Nullable BigDecimal decimal(Number number) {
        if (number instanceof Double value && !Double.isFinite(value)) {
            return null;
        }
        BigDecimal decimal = Decimals.of(number);
        return Decimals.isWithinLimits(decimal) ? decimal : null;
    }
}
