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
        return number instanceof Long ? number : whole(number, RoundingMode.DOWN);
    }

    /** 5.9 gives 5, −5.1 gives −6. */
    public static @Nullable Number down(Number number) {
        return number instanceof Long ? number : whole(number, RoundingMode.FLOOR);
    }

    /** 5.1 gives 6, −5.9 gives −5. */
    public static @Nullable Number up(Number number) {
        return number instanceof Long ? number : whole(number, RoundingMode.CEILING);
    }

    /** The nearest whole number, halves up: 2.5 gives 3, −2.5 gives −2. */
    public static @Nullable Number halfUp(Number number) {
        return toDigits(number, 0);
    }

    /**
     * The nearest number with this many digits after the decimal point, halves up.
     *
     * @param digits up to {@link ValueLimits#maxDigits()}; negative ones round to tens, hundreds, …
     */
    public static @Nullable Number toDigits(Number number, int digits) {
        if (number instanceof Long && digits >= 0) {
            return number;
        }
        BigDecimal decimal = decimal(number);
        if (decimal == null || Math.abs((long) digits) > ValueLimits.DEFAULT.maxDigits()) {
            return null;
        }
        BigDecimal shifted = decimal.scaleByPowerOfTen(digits).add(HALF).setScale(0, RoundingMode.FLOOR);
        return Decimals.smallest(shifted.scaleByPowerOfTen(-digits));
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

    private static @Nullable Number whole(Number number, RoundingMode mode) {
        BigDecimal decimal = decimal(number);
        return decimal == null ? null : Decimals.smallest(decimal.setScale(0, mode));
    }

    private static @Nullable BigDecimal decimal(Number number) {
        if (number instanceof Double value && !Double.isFinite(value)) {
            return null;
        }
        BigDecimal decimal = Decimals.of(number);
        return Decimals.isWithinLimits(decimal) ? decimal : null;
    }
}
