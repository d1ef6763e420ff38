package dev.millrace.value;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The number of a value (spec vflow-model 5.4).
 *
 * <p>A text has a number if it is a decimal such as {@code -5}, {@code 03.14}, {@code .5} or {@code 1e3}, or {@code
 * Infinity} or {@code NaN}, with white space around it or not. The result is exact: a Long where it is whole and fits
 * ({@code "1e3"} and {@code "5.0"} too), a Double where 15 significant digits are enough, else a BigDecimal. A text with
 * more digits or a greater exponent than {@link ValueLimits#maxDigits()} has no number, nor have hexadecimal ones or those
 * with a type suffix. A date gives the milliseconds since the epoch of its start in UTC.
 */
public final class NumberForm {
    private static final int LONG_SAFE_DIGITS = 18;
    private static final int MAX_EXPONENT_DIGITS = 9;

    private NumberForm() {}

    /** A {@link Long}, {@link Double} or {@link java.math.BigDecimal}; null when the value has no number, which is not 0. */
    public static @Nullable Number of(@Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        if (value instanceof String text) {
            return ofText(text);
        }
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof List<?> list) {
            return (long) list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return (long) map.size();
        }
        return value instanceof LocalDate date ? (Number) startOfDay(date) : null;
    }

    /** Milliseconds since the epoch, kept within the range of a long for dates that are millions of years away. */
    static long startOfDay(LocalDate date) {
        try {
            return date.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (ArithmeticException e) {
            return date.getYear() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    private static @Nullable Number ofText(String text) {
        String trimmed = WhiteSpace.trim(text);
        if (trimmed.isEmpty()) {
            return null;
        }
        int start = trimmed.charAt(0) == '-' || trimmed.charAt(0) == '+' ? 1 : 0;
        if (start < trimmed.length() && Character.isLetter(trimmed.charAt(start))) {
            return special(trimmed.substring(start), trimmed.charAt(0) == '-');
        }
        return new Scan(trimmed, start).number();
    }

    private static @Nullable Number special(String word, boolean negative) {
        if (word.equals("Infinity")) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return word.equals("NaN") ? (Number) Double.NaN : null;
    }

    /** Reads digits, fraction and exponent, and looks at their extent before it makes a number of them. */
    private static final class Scan {
        private final String text;
        private int at;

        Scan(String text, int start) {
            this.text = text;
            this.at = start;
        }

        @Nullable
        Number number() {
            int whole = digits();
            boolean plain = at == text.length();
            if (plain && whole > 0 && whole <= LONG_SAFE_DIGITS) {
                return Long.parseLong(text);
            }
            int fraction = 0;
            if (at < text.length() && text.charAt(at) == '.') {
                at++;
                fraction = digits();
            }
            int maxDigits = ValueLimits.DEFAULT.maxDigits();
            if (whole + fraction == 0 || whole > maxDigits || fraction > maxDigits || !exponent()) {
                return null;
            }
            BigDecimal decimal = new BigDecimal(text);
            return decimal.signum() == 0 ? (Number) 0L : within(decimal);
        }

        private static @Nullable Number within(BigDecimal decimal) {
            return Decimals.isWithinLimits(decimal) ? Decimals.smallest(decimal) : null;
        }

        private int digits() {
            int start = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            return at - start;
        }

        /** True if the text ends here or after an exponent of a length that can be read. */
        private boolean exponent() {
            if (at == text.length()) {
                return true;
            }
            if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
                return false;
            }
            at++;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            int digits = digits();
            return digits > 0 && digits <= MAX_EXPONENT_DIGITS && at == text.length();
        }

        private static boolean isDigit(char character) {
            return character >= '0' && character <= '9';
        }
    }
}
