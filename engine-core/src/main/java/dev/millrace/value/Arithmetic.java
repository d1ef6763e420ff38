package dev.millrace.value;

/**
 * Exact decimal arithmetic. Operands are {@link Long}, {@link Double} or {@link java.math.BigDecimal}; a double stands
 * for the decimal it prints as. Results are a Long where they are whole and fit, else a Double where it keeps every
 * digit (15 significant digits), else a BigDecimal. Results beyond {@link ValueLimits#maxDigits()} throw
 * {@link ArithmeticException}, whose message can be shown to the author of the workflow.
 */
public final class Arithmetic {
    private Arithmetic() {}

    public static Number add(Number left, Number right) {
        throw new UnsupportedOperationException();
    }

    public static Number subtract(Number left, Number right) {
        throw new UnsupportedOperationException();
    }

    public static Number multiply(Number left, Number right) {
        throw new UnsupportedOperationException();
    }

    /** Exact where the quotient has an end, else 34 significant digits. */
    public static Number divide(Number left, Number right) {
        throw new UnsupportedOperationException();
    }

    /** The remainder with the sign of the dividend. */
    public static Number remainder(Number left, Number right) {
        throw new UnsupportedOperationException();
    }

    /** As {@link java.util.Comparator#compare}; a NaN on either side is an error of the caller. */
    public static int compare(Number left, Number right) {
        throw new UnsupportedOperationException();
    }
}
