package dev.millrace.workflow;

import dev.millrace.value.ValueLimits;
import dev.millrace.value.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable plain copies of the parameters a Java application hands over; numbers as the reader would read them. */
final class HostValue {
    private static final ValueLimits LIMITS = ValueLimits.DEFAULT;

    private HostValue() {}

    static Map<String, @Nullable Object> dictionary(Map<?, ?> host) {
        return dictionary(host, 1);
    }

    private static Map<String, @Nullable Object> dictionary(Map<?, ?> host, int depth) {
        checkDepth(depth);
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : host.entrySet()) {
            copy.put(String.valueOf(entry.getKey()), of(entry.getValue(), depth));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object of(@Nullable Object host, int depth) {
        if (host instanceof Map<?, ?> map) {
            return dictionary(map, depth + 1);
        }
        if (host instanceof Collection<?> collection) {
            checkDepth(depth + 1);
            var copy = new ArrayList<@Nullable Object>(collection.size());
            for (Object element : collection) {
                copy.add(of(element, depth + 1));
            }
            return Collections.unmodifiableList(copy);
        }
        if (host instanceof Number number) {
            return number(number);
        }
        boolean plain = ValueType.of(host) != ValueType.ANY;
        return plain ? host : String.valueOf(host);
    }

    private static Number number(Number host) {
        if (host instanceof Long || host instanceof Integer || host instanceof Short || host instanceof Byte) {
            return host.longValue();
        }
        return JsonNumber.of(exact(host), LIMITS.maxDigits())
                .orElseThrow(() -> new IllegalArgumentException(
                        "a number has more than " + LIMITS.maxDigits() + " digits; use a smaller one"));
    }

    private static BigDecimal exact(Number host) {
        if (host instanceof BigDecimal decimal) {
            return decimal;
        }
        if (host instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        double value = host.doubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a parameter must be a finite number, but was " + value);
        }
        return new BigDecimal(host.toString());
    }

    private static void checkDepth(int depth) {
        if (depth > LIMITS.maxDepth()) {
            throw new IllegalArgumentException(
                    "parameters are nested deeper than " + LIMITS.maxDepth() + "; make them flatter");
        }
    }
}
