package dev.millrace.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Exact decimal arithmetic. Operands are {@link Long}, {@link Double} or {@link java.math.BigDecimal}; a double stands
 * for the decimal it prints as. Results are a Long where they are whole and fit, else a Double where it keeps every
 * digit (15 significant digits), else a BigDecimal. Operands and results beyond {@link ValueLimits#maxDigits()}, NaN and
 * infinities throw {@link ArithmeticException}, whose message can be shown to the author of the workflow.
 *
 * <p>Two longs whose result is a long take no detour; loops live on this.
 */
public final class Arithmetic {
    private static final MathContext ENDLESS_QUOTIENT = new MathContext(34, RoundingMode.HALF_UP);
    private static final BigInteger FIVE = BigInteger.valueOf(5);
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    private Arithmetic() {}

    public static Number add(Number left, Number right) {
        if (left instanceof Long l && right instanceof Long r) {
            long sum = l + r;
            if (((l ^ sum) & (r ^ sum)) >= 0) {
                return sum;
            }
        }
        return result(operand(left).add(operand(right)));
    }

    public static Number subtract(Number left, Number right) {
        if (left instanceof Long l && right instanceof Long r) {
            long difference = l - r;
            if (((l ^ r) & (l ^ difference)) >= 0) {
                return difference;
            }
        }
        return result(operand(left).subtract(operand(right)));
    }

    public static Number multiply(Number left, Number right) {
        if (left instanceof Long l && right instanceof Long r) {
            long product = l * r;
            if (Math.multiplyHigh(l, r) == product >> (Long.SIZE - 1)) {
                return product;
            }
        }
        return result(operand(left).multiply(operand(right)));
    }

    /** Exact where the quotient has an end, else 34 significant digits. */
    public static Number divide(Number left, Number right) {
        if (left instanceof Long l && right instanceof Long r && r != 0 && r != -1 && l % r == 0) {
            return l / r;
        }
        return result(quotient(operand(left), divisor(right)));
    }

    /** The remainder with the sign of the dividend. */
    public static Number remainder(Number left, Number right) {
        if (left instanceof Long l && right instanceof Long r && r != 0) {
            return l % r;
        }
        return result(operand(left).remainder(divisor(right)));
    }

    /** As {@link java.util.Comparator#compare}; a NaN on either side is an error of the caller. */
    public static int compare(Number left, Number right) {
        if (left instanceof Long l && right instanceof Long r) {
            return Long.compare(l, r);
        }
        if (isShort(left) && isShort(right)) {
            double l = left.doubleValue();
            double r = right.doubleValue();
            // not Double.compare, for which 0.0 is greater than -0.0
            return l < r ? -1 : l > r ? 1 : 0;
        }
        if (isInfinite(left) || isInfinite(right)) {
            return Integer.compare(infiniteSign(left), infiniteSign(right));
        }
        return Decimals.of(left).compareTo(Decimals.of(right));
    }

    /** True for the operand that no comparison is true for. */
    public static boolean isNaN(Number number) {
        return number instanceof Double value && value.isNaN();
    }

    /** True for what a double holds without loss. */
    private static boolean isShort(Number number) {
        return number instanceof Double
                || (number instanceof Long value && -EXACT_IN_DOUBLE <= value && value <= EXACT_IN_DOUBLE);
    }

    /** 0 for what is finite, also for decimals that no double can hold. */
    private static int infiniteSign(Number number) {
        return isInfinite(number) ? (int) Math.signum(number.doubleValue()) : 0;
    }

    private static boolean isInfinite(Number number) {
        return number instanceof Double value && value.isInfinite();
    }

    private static BigDecimal divisor(Number number) {
        BigDecimal divisor = operand(number);
        if (divisor.signum() == 0) {
            throw new ArithmeticException("Division by zero. Fix: check the divisor with a condition first.");
        }
        return divisor;
    }

    private static BigDecimal quotient(BigDecimal left, BigDecimal right) {
        BigDecimal rounded = left.divide(right, ENDLESS_QUOTIENT);
        if (rounded.multiply(right).compareTo(left) == 0 || !hasEnd(left, right)) {
            return rounded;
        }
        return left.divide(right);
    }

    /** A quotient has an end if its reduced divisor has no prime factor but 2 and 5. */
    private static boolean hasEnd(BigDecimal left, BigDecimal right) {
        BigInteger divisor = right.unscaledValue().abs();
        BigInteger rest = divisor.divide(divisor.gcd(left.unscaledValue()));
        rest = rest.shiftRight(rest.getLowestSetBit());
        while (rest.bitLength() > 1) {
            BigInteger[] byFive = rest.divideAndRemainder(FIVE);
            if (byFive[1].signum() != 0) {
                return false;
            }
            rest = byFive[0];
        }
        return true;
    }

    /** Checked before any work: sums of numbers with exponents far apart would take for ever. */
    private static BigDecimal operand(Number number) {
        if (number instanceof Double value && !Double.isFinite(value)) {
            throw new ArithmeticException(
                    "Cannot calculate with " + number + ". Fix: check the operand with a condition first.");
        }
        return checked(Decimals.of(number));
    }

    private static Number result(BigDecimal decimal) {
        return Decimals.smallest(checked(decimal));
    }

    private static BigDecimal checked(BigDecimal decimal) {
        if (!Decimals.isWithinLimits(decimal)) {
            throw new ArithmeticException("A number of the calculation has more than "
                    + ValueLimits.DEFAULT.maxDigits()
                    + " digits before or after the decimal point. Fix: round the operands first.");
        }
        return decimal;
    }
}
