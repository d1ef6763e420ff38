package dev.millrace.workflow;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The number of a JSON number's text (spec vflow-model 1.2): whole numbers are {@link Long}, beyond 64 bits {@link
 * BigDecimal}; decimals are {@link Double} where that is exact to 15 digits, else {@link BigDecimal}.
 */
final class JsonNumber {
    private static final int EXACT_DIGITS_OF_DOUBLE = 15;
    private static final int LONG_SAFE_LENGTH = 18;

    private JsonNumber() {}

    /** Empty if it has more than {@code maxDigits} digits when written without an exponent. Never expands it before. */
    static Optional<Number> of(String text, int maxDigits) {
        if (text.length() <= LONG_SAFE_LENGTH && isWhole(text)) {
            return Optional.of(Long.valueOf(text));
        }
        try {
            return of(new BigDecimal(text), maxDigits);
        } catch (NumberFormatException exponentBeyondIntegers) {
            return Optional.empty();
        }
    }

    static Optional<Number> of(BigDecimal number, int maxDigits) {
        if (number.signum() == 0) {
            return Optional.of(0L);
        }
        if (number.precision() > 2 * maxDigits) {
            return Optional.empty();
        }
        BigDecimal shortest = number.stripTrailingZeros();
        long digitsBeforePoint = (long) shortest.precision() - shortest.scale();
        if (digitsBeforePoint > maxDigits || shortest.scale() > maxDigits || shortest.precision() > maxDigits) {
            return Optional.empty();
        }
        return Optional.of(shortest.scale() <= 0 ? whole(shortest) : decimal(shortest));
    }

    private static boolean isWhole(String text) {
        for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static Number whole(BigDecimal number) {
        BigDecimal expanded = number.setScale(0);
        if (expanded.unscaledValue().bitLength() < Long.SIZE) {
            return expanded.longValueExact();
        }
        return expanded;
    }

    private static Number decimal(BigDecimal number) {
        double approximation = number.doubleValue();
        boolean exact = number.precision() <= EXACT_DIGITS_OF_DOUBLE
                && Double.isFinite(approximation)
                && new BigDecimal(Double.toString(approximation)).compareTo(number) == 0;
        if (exact) {
            return approximation;
        }
        return number;
    }
}
