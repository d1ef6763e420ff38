package dev.millrace.value;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a value, as templates insert it (spec vflow-model 5.3).
 *
 * <p>Numbers are in plain notation ({@code 5}, {@code 0.0000001}), whole ones without a decimal point. A list is its
 * elements' texts joined with comma and space, a dictionary is JSON without white space, a coordinate {@code x,y}, a
 * region {@code (l,t)-(r,b)}, a date {@code yyyy-MM-dd}, a time {@code HH:mm}, an image its URI.
 */
public final class TextForm {
    private static final DateTimeFormatter HOUR_AND_MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final double EXACT_WHOLE = 1e15;

    private TextForm() {}

    /**
     * The text of {@code value}; never null.
     *
     * @throws IllegalArgumentException if the text would be longer or the value is nested deeper than {@link
     *     ValueLimits#DEFAULT} allows
     */
    public static String of(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value == null) {
            return "";
        }
        if (value instanceof List || value instanceof Map) {
            TextWriter writer = new TextWriter();
            writer.text(value, 0);
            return writer.toString();
        }
        return ofScalar(value);
    }

    static String ofScalar(Object value) {
        if (value instanceof Number number) {
            return ofNumber(number);
        }
        if (value instanceof LocalTime time) {
            return HOUR_AND_MINUTE.format(time);
        }
        if (value instanceof Coordinate point) {
            return pair(point.x(), point.y());
        }
        if (value instanceof CoordinateRegion region) {
            return "(" + pair(region.left(), region.top()) + ")-(" + pair(region.right(), region.bottom()) + ")";
        }
        return value instanceof ImageReference image ? image.uri() : String.valueOf(value);
    }

    private static String ofNumber(Number number) {
        if (number instanceof Double) {
            return ofDouble(number.doubleValue());
        }
        return number instanceof BigDecimal decimal ? ofDecimal(decimal) : number.toString();
    }

    private static String ofDouble(double number) {
        if (number == Math.rint(number) && Math.abs(number) < EXACT_WHOLE) {
            return Long.toString((long) number);
        }
        return Double.isFinite(number) ? ofDecimal(BigDecimal.valueOf(number)) : Double.toString(number);
    }

    private static String ofDecimal(BigDecimal decimal) {
        if (decimal.signum() == 0) {
            return "0";
        }
        // plain notation of a number beyond the limits may have gigabytes of zeros
        return Decimals.isWithinLimits(decimal) ? decimal.stripTrailingZeros().toPlainString() : decimal.toString();
    }

    private static String pair(double first, double second) {
        return ofDouble(first) + "," + ofDouble(second);
    }
}
