package dev.millrace.value;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a value of the host. The depth is checked before each descent and the elements are counted as they
 * are met, so a structure that contains itself ends in an error and not in a full stack or heap.
 */
final class Normaliser {
    private final ValueLimits limits = ValueLimits.DEFAULT;
    private long elements;

    /** @param depth containers around the value */
    @Nullable
    Object value(@Nullable Object host, int depth) {
        if (host == null || host instanceof Long || host instanceof Boolean || host instanceof Double) {
            return host;
        }
        if (host instanceof String text) {
            return checkedText(text);
        }
        if (host instanceof PlainList || host instanceof PlainDictionary) {
            Extent extent = Extent.of(host);
            checkDepth(depth + extent.depth());
            count(extent.elements());
            return host;
        }
        if (host instanceof Number number) {
            return number(number);
        }
        if (host instanceof Collection<?> collection) {
            return list(collection, depth);
        }
        if (host instanceof Map<?, ?> map) {
            return dictionary(map, depth);
        }
        return ValueType.of(host) == ValueType.ANY ? foreign(host, depth) : host;
    }

    PlainList list(Collection<?> host, int depth) {
        checkDepth(depth + 1);
        if (host.isEmpty()) {
            return PlainList.EMPTY;
        }
        count(host.size());
        @Nullable Object[] elements = host.toArray();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = value(elements[i], depth + 1);
        }
        return new PlainList(elements);
    }

    PlainDictionary dictionary(Map<?, ?> host, int depth) {
        checkDepth(depth + 1);
        if (host.isEmpty()) {
            return PlainDictionary.EMPTY;
        }
        count(host.size());
        PlainDictionary.Builder entries = new PlainDictionary.Builder(host.size());
        for (Map.Entry<?, ?> entry : host.entrySet()) {
            entries.put(key(entry.getKey()), value(entry.getValue(), depth + 1));
        }
        return entries.build();
    }

    private @Nullable Object foreign(Object host, int depth) {
        if (host.getClass().isArray()) {
            return list(new ArrayView(host), depth);
        }
        if (host instanceof Optional<?> optional) {
            // one level of depth, or an Optional in an Optional in … would fill the stack
            checkDepth(depth + 1);
            return value(optional.orElse(null), depth + 1);
        }
        return checkedText(String.valueOf(host));
    }

    private String key(@Nullable Object host) {
        return host instanceof String text ? checkedText(text) : TextForm.of(PlainValue.of(host));
    }

    private Number number(Number host) {
        if (host instanceof Integer || host instanceof Short || host instanceof Byte) {
            return host.longValue();
        }
        if (host instanceof AtomicInteger || host instanceof AtomicLong) {
            return host.longValue();
        }
        if (host instanceof Float) {
            return Double.parseDouble(host.toString());
        }
        if (host instanceof BigInteger integer) {
            return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : big(Decimals.of(integer));
        }
        return host instanceof BigDecimal decimal ? big(decimal) : (Number) host.doubleValue();
    }

    private static BigDecimal big(@Nullable BigDecimal decimal) {
        if (decimal == null || !Decimals.isWithinLimits(decimal)) {
            throw new IllegalArgumentException("The number has more than " + ValueLimits.DEFAULT.maxDigits()
                    + " digits before or after the decimal point. Fix: round it first.");
        }
        return decimal;
    }

    private String checkedText(String text) {
        if (text.length() > limits.maxTextLength()) {
            throw new IllegalArgumentException("The text \"" + Excerpt.of(text) + "\" has " + text.length()
                    + " characters; at most " + limits.maxTextLength() + " are allowed. Fix: split it into parts.");
        }
        return text;
    }

    private void checkDepth(int depth) {
        if (depth > limits.maxDepth()) {
            throw new IllegalArgumentException("The value is nested more than " + limits.maxDepth()
                    + " levels deep. Fix: flatten it, or check whether it contains itself.");
        }
    }

    private void count(long more) {
        elements += more;
        if (elements > limits.maxElements()) {
            throw new IllegalArgumentException(
                    "The value has more than " + limits.maxElements() + " elements in all. Fix: work on it in parts.");
        }
    }

    /** An array of any kind, seen as a list. */
    private static final class ArrayView extends AbstractList<@Nullable Object> {
        private final Object array;

        ArrayView(Object array) {
            this.array = array;
        }

        @Override
        public @Nullable Object get(int index) {
            return Array.get(array, index);
        }

        @Override
        public int size() {
            return Array.getLength(array);
        }
    }
}
