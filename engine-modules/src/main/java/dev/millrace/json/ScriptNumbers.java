package dev.millrace.json;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A script has no number but the double: one that it could not hold exactly goes in as text, so that an id stays what it is. */
public final class ScriptNumbers {
    private static final int MAX_DIGITS = 15;

    private ScriptNumbers() {}

    /** True if a script can hold it; of doubles true for all, also for those that JSON has no form for. */
    public static boolean isExact(Number number) {
        if (number instanceof Double) {
            return true;
        }
        if (number instanceof BigDecimal decimal) {
            return decimal.precision() <= MAX_DIGITS && Double.isFinite(decimal.doubleValue());
        }
        return Json.isExactInJavaScript(number.longValue());
    }

    /** The number as a script holds it: a double, a text where that is not exact, null for what is no number. */
    public static @Nullable Object of(Number number) {
        if (!isExact(number)) {
            return number.toString();
        }
        double real = number.doubleValue();
        return Double.isFinite(real) ? real : null;
    }
}
