package dev.millrace.template;

import dev.millrace.value.Arithmetic;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import dev.millrace.value.ValueType;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The operators on numbers. An operand is a number or a text that has one; booleans, dates, lists, dictionaries and null
 * are no numbers here. {@code +} adds where both sides are such numbers (so {@code "1" + "2"} is 3), joins the two texts
 * where either side is a text, and fails otherwise.
 */
enum Calculation {
    ADD("+", Arithmetic::add),
    SUBTRACT("-", Arithmetic::subtract),
    MULTIPLY("*", Arithmetic::multiply),
    DIVIDE("/", Arithmetic::divide),
    REMAINDER("%", Arithmetic::remainder);

    private final String symbol;
    private final BinaryOperator<Number> operation;

    Calculation(String symbol, BinaryOperator<Number> operation) {
        this.symbol = symbol;
        this.operation = operation;
    }

    String symbol() {
        return symbol;
    }

    /** The type of the result; {@link ValueType#ANY} where + may add or join. */
    ValueType type(ValueType left, ValueType right) {
        return this == ADD && (left != ValueType.NUMBER || right != ValueType.NUMBER)
                ? ValueType.ANY
                : ValueType.NUMBER;
    }

    Object of(@Nullable Object left, @Nullable Object right) {
        Number l = number(left);
        Number r = number(right);
        if (l != null && r != null) {
            return calculated(l, r);
        }
        if (this == ADD && (left instanceof String || right instanceof String)) {
            return Builders.joined(left, right);
        }
        throw new EvaluationException("Cannot calculate " + shown(left) + " " + symbol + " " + shown(right) + ": "
                + shown(l == null ? left : right) + " is no number. Fix: convert it with number(…) or give a fallback"
                + " with coalesce(…, 0).");
    }

    private Number calculated(Number left, Number right) {
        try {
            return operation.apply(left, right);
        } catch (ArithmeticException e) {
            throw EvaluationException.because(e);
        }
    }

    static @Nullable Number number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        return value instanceof String ? NumberForm.of(value) : null;
    }

    /** A value as messages quote it. */
    static String shown(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String excerpt = Excerpt.of(Builders.textOf(value));
        return value instanceof Number ? excerpt : ValueType.of(value).id() + " \"" + excerpt + "\"";
    }

    Evaluator bind(Evaluator left, Evaluator right) {
        if (right instanceof Constant constant && constant.value() instanceof Long number) {
            if (this == ADD) {
                return new Sum(left, number);
            }
            if (this == REMAINDER && number != 0) {
                return new Remainder(left, number);
            }
        }
        return scope -> of(left.evaluate(scope), right.evaluate(scope));
    }

    /** Some value and a constant. */
    private record Sum(Evaluator left, long right) implements Evaluator {
        @Override
        public Object evaluate(Scope scope) {
            Object value = left.evaluate(scope);
            if (value instanceof Long number) {
                long sum = number + right;
                if (((number ^ sum) & (right ^ sum)) >= 0) {
                    return sum;
                }
            }
            return ADD.of(value, right);
        }
    }

    /** The remainder of some value by a constant other than 0. */
    record Remainder(Evaluator left, long divisor) implements Evaluator {
        @Override
        public Object evaluate(Scope scope) {
            Object value = left.evaluate(scope);
            return value instanceof Long number ? (Object) (number % divisor) : REMAINDER.of(value, divisor);
        }
    }
}
