package dev.millrace.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Bounds of exact decimals, and their smallest plain form. */
final class Decimals {
    private static final int MAX_DIGITS = ValueLimits.DEFAULT.maxDigits();
    // 3322 bits hold every number of 1,000 digits; one digit more or less is settled by the precision
    private static final int MAX_BITS = MAX_DIGITS * 3322 / 1000 + 8;
    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int EXACT_DOUBLE_DIGITS = 15;
    private static final int EXACT_DOUBLE_EXPONENT = 300;

    private Decimals() {}

    /** Cheap for any number, however large. */
    static boolean isWithinLimits(BigDecimal decimal) {
        return Math.abs((long) decimal.scale()) <= MAX_DIGITS
                && decimal.unscaledValue().bitLength() <= MAX_BITS
                && decimal.precision() <= MAX_DIGITS;
    }

    /** Null beyond the limits. */
    static @Nullable BigDecimal of(BigInteger integer) {
        return integer.bitLength() <= MAX_BITS ? new BigDecimal(integer) : null;
    }

    /** The decimal a finite number stands for: a double for the one it prints as. */
    static BigDecimal of(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof Double
                ? BigDecimal.valueOf(number.doubleValue())
                : BigDecimal.valueOf(number.longValue());
    }

    /** A Long where it is whole and fits, else a Double where 15 significant digits are enough, else a BigDecimal. */
    static Number smallest(BigDecimal decimal) {
        if (decimal.signum() == 0) {
            return 0L;
        }
        BigDecimal stripped = decimal.stripTrailingZeros();
        if (stripped.scale() <= 0 && stripped.compareTo(LONG_MIN) >= 0 && stripped.compareTo(LONG_MAX) <= 0) {
            return stripped.longValue();
        }
        int exponent = stripped.precision() - stripped.scale();
        if (stripped.precision() <= EXACT_DOUBLE_DIGITS && Math.abs(exponent) <= EXACT_DOUBLE_EXPONENT) {
            double shortForm = stripped.doubleValue();
            // some JDKs print a few doubles with more digits than they need
            if (BigDecimal.valueOf(shortForm).compareTo(stripped) == 0) {
                return shortForm;
            }
        }
        return stripped;
    }
}
