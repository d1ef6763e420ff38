package dev.millrace.modules.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a value that is equal and has the same hash exactly where two values are strictly equal (spec
 * vflow-model 5.10), so that sets of values can be built: numbers are compared by their numeric value.
 */
final class StrictKey {
    private StrictKey() {}

    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Number number) {
            return numeric(number);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> keys = new ArrayList<>(list.size());
            list.forEach(element -> keys.add(of(element)));
            return keys;
        }
        if (value instanceof Map<?, ?> dictionary) {
            Map<@Nullable Object, @Nullable Object> keys = new LinkedHashMap<>();
            dictionary.forEach((key, element) -> keys.put(key, of(element)));
            return keys;
        }
        return value;
    }

    private static Object numeric(Number number) {
        if (number instanceof Double real) {
            boolean isFinite = Double.isFinite(real);
            return isFinite ? new BigDecimal(real.toString()).stripTrailingZeros() : real;
        }
        return new BigDecimal(number.toString()).stripTrailingZeros();
    }
}
