package dev.millrace.form;

import dev.millrace.value.Excerpt;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How an item compares (spec section 6). A value that is null satisfies {@link #NULL} and {@link #EMPTY} alone. */
enum Operator {
    GREATER(0),
    NOT_LESS(1),
    EQUAL(2),
    NOT_GREATER(3),
    LESS(4),
    NOT_EQUAL(5),
    IN(6),
    NOT_IN(7),
    CONTAINS(8),
    STARTS(13),
    ENDS(14),
    NULL(18),
    NOT_NULL(19),
    EMPTY(20),
    NOT_EMPTY(21),
    NOT_STARTS(22),
    NOT_ENDS(23),
    NOT_CONTAINS(24);

    private final int number;

    Operator(int number) {
        this.number = number;
    }

    /** By its number, or a text with it. */
    static Operator of(@Nullable Object written) {
        String text = String.valueOf(written);
        return Arrays.stream(values())
                .filter(operator -> Integer.toString(operator.number).equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> Matcher.invalid("unknown Operator: " + Excerpt.quoted(written)));
    }

    Predicate<@Nullable Object> against(Field field, @Nullable Object written, Values values) {
        if (field.type().isOpaque() && this != EMPTY && this != NOT_EMPTY) {
            throw Matcher.invalid(field.property().code() + " can only be compared with the operators 20 and 21");
        }
        try {
            return test(field, written, values);
        } catch (Values.UnsuitableException e) {
            throw new ObjectException(
                    ObjectError.INVALID_VALUE, field.property().code() + ": " + e.getMessage());
        }
    }

    private Predicate<@Nullable Object> test(Field field, @Nullable Object written, Values values)
            throws Values.UnsuitableException {
        switch (this) {
            case NULL -> {
                return Objects::isNull;
            }
            case NOT_NULL -> {
                return Objects::nonNull;
            }
            case EMPTY -> {
                return Operator::isEmpty;
            }
            case NOT_EMPTY -> {
                return value -> !isEmpty(value);
            }
            case IN, NOT_IN -> {
                return in(elements(field, written, values));
            }
            case CONTAINS, NOT_CONTAINS, STARTS, NOT_STARTS, ENDS, NOT_ENDS -> {
                return parts(field, written);
            }
            default -> {
                return compared(field, written, values);
            }
        }
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null || value.equals("") || value instanceof Collection<?> list && list.isEmpty();
    }

    private static List<Object> elements(Field field, @Nullable Object written, Values values)
            throws Values.UnsuitableException {
        List<?> list = written instanceof List<?> given
                ? given
                : written == null || written.equals("")
                        ? List.of()
                        : List.of(String.valueOf(written).split(";"));
        List<Object> elements = new ArrayList<>();
        for (Object element : list) {
            if (element != null) {
                elements.add(single(field, element, values));
            }
        }
        return elements;
    }

    private Predicate<@Nullable Object> in(List<Object> elements) {
        return value -> value != null
                && (this == IN)
                        == (value instanceof List<?> list
                                ? list.stream().anyMatch(elements::contains)
                                : elements.stream().anyMatch(element -> isSame(value, element)));
    }

    private Predicate<@Nullable Object> parts(Field field, @Nullable Object written) throws Values.UnsuitableException {
        if (written == null) {
            throw new Values.UnsuitableException("needs a Value");
        }
        String part = written instanceof String text ? text : String.valueOf(written);
        boolean wanted = this == CONTAINS || this == STARTS || this == ENDS;
        if (field.type().isMultiple()) {
            return value -> value instanceof List<?> list && list.contains(part) == wanted;
        }
        if (field.type() == PropertyType.NUMBER
                || field.type() == PropertyType.DATE
                || field.type() == PropertyType.BOOLEAN) {
            throw new Values.UnsuitableException("is no text, so the operator " + number + " does not suit it");
        }
        return value -> value instanceof String text
                && wanted
                        == switch (this) {
                            case STARTS, NOT_STARTS -> text.startsWith(part);
                            case ENDS, NOT_ENDS -> text.endsWith(part);
                            default -> text.contains(part);
                        };
    }

    private Predicate<@Nullable Object> compared(Field field, @Nullable Object written, Values values)
            throws Values.UnsuitableException {
        if (written == null && (this == EQUAL || this == NOT_EQUAL)) {
            return this == EQUAL ? Objects::isNull : Objects::nonNull;
        }
        if (written == null) {
            throw new Values.UnsuitableException("needs a Value");
        }
        if (field.type().isMultiple()) {
            return sets(new HashSet<>(elements(field, written, values)));
        }
        if (field.type() == PropertyType.DATE && (this == EQUAL || this == NOT_EQUAL)) {
            DateText.Moment moment = values.moment(written);
            return value -> value instanceof Instant at && (this == EQUAL) == moment.holds(at);
        }
        Object wanted = single(field, written, values);
        return value -> value != null && holds(Order.compare(value, wanted));
    }

    private Predicate<@Nullable Object> sets(Set<Object> wanted) throws Values.UnsuitableException {
        if (this != EQUAL && this != NOT_EQUAL) {
            throw new Values.UnsuitableException("has several values, so the operator " + number + " does not suit it");
        }
        return value -> value instanceof List<?> list && (this == EQUAL) == new HashSet<>(list).equals(wanted);
    }

    private boolean holds(int order) {
        return switch (this) {
            case GREATER -> order > 0;
            case NOT_LESS -> order >= 0;
            case EQUAL -> order == 0;
            case NOT_GREATER -> order <= 0;
            case LESS -> order < 0;
            default -> order != 0;
        };
    }

    private static boolean isSame(Object value, Object other) {
        return Order.compare(value, other) == 0;
    }

    /** Of what people write to be compared with, only the type is looked at: a person who has left can be searched for. */
    private static Object single(Field field, Object written, Values values) throws Values.UnsuitableException {
        return switch (field.type()) {
            case NUMBER -> Values.number(written);
            case BOOLEAN -> Values.truth(written);
            case DATE -> values.moment(written).at();
            default -> {
                if (written instanceof List<?> || written instanceof java.util.Map<?, ?>) {
                    throw new Values.UnsuitableException("not a text: " + Excerpt.quoted(written));
                }
                yield written instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(written);
            }
        };
    }
}
