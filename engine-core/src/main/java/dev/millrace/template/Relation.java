package dev.millrace.template;

import dev.millrace.value.Arithmetic;
import dev.millrace.value.Equality;
import dev.millrace.value.NumberForm;
import org.jspecify.annotations.Nullable;

/**
 * Equal, less and so on. Equality is the loose one (spec vflow-model 5.9), order is that of numbers and false where a side
 * has none (5.8).
 *
 * <p>Loops test such relations on longs more than anything else; those go by a mask of the three possible signs, without
 * a branch, a call or a new object.
 */
enum Relation {
    EQUAL("==", 0b010),
    NOT_EQUAL("!=", 0b101),
    LESS("<", 0b001),
    LESS_OR_EQUAL("<=", 0b011),
    GREATER(">", 0b100),
    GREATER_OR_EQUAL(">=", 0b110);

    private final String symbol;
    /** Bit 0: holds for a negative sign of the comparison, bit 1: for zero, bit 2: for a positive sign. */
    private final int signs;

    Relation(String symbol, int signs) {
        this.symbol = symbol;
        this.signs = signs;
    }

    String symbol() {
        return symbol;
    }

    boolean holdsForLongs(long left, long right) {
        return holdsForSign(Long.compare(left, right));
    }

    private boolean holdsForSign(int sign) {
        return (signs >> (sign + 1) & 1) != 0;
    }

    boolean holds(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Long l && right instanceof Long r) {
            return holdsForLongs(l, r);
        }
        if (this == EQUAL || this == NOT_EQUAL) {
            return (this == EQUAL) == equal(left, right);
        }
        Number l = NumberForm.of(left);
        Number r = NumberForm.of(right);
        if (l == null || r == null || Arithmetic.isNaN(l) || Arithmetic.isNaN(r)) {
            return false;
        }
        return holdsForSign(Integer.signum(Arithmetic.compare(l, r)));
    }

    private static boolean equal(@Nullable Object left, @Nullable Object right) {
        try {
            return Equality.loose(left, right);
        } catch (IllegalArgumentException e) {
            throw EvaluationException.because(e);
        }
    }

    Evaluator bind(Evaluator left, Evaluator right) {
        if (right instanceof Constant constant && constant.value() instanceof Long number) {
            return left instanceof Calculation.Remainder remainder
                    ? new RemainderCompared(this, remainder.left(), remainder.divisor(), number)
                    : new Compared(this, left, number, number);
        }
        Condition general = scope -> holds(left.evaluate(scope), right.evaluate(scope));
        return general;
    }

    /** Some value and a constant, which is kept boxed too for the slow path. */
    private record Compared(Relation relation, Evaluator left, long right, Object boxed) implements Condition {
        @Override
        public boolean test(Scope scope) {
            long bare = left.unboxed(scope);
            if (bare != BOXED) {
                return relation.holdsForLongs(bare, right);
            }
            Object value = left.evaluate(scope);
            return value instanceof Long number ? relation.holdsForLongs(number, right) : relation.holds(value, boxed);
        }
    }

    /** The remainder of some value by a constant, and a constant: {@code [[i]] % 3 == 0}. */
    private record RemainderCompared(Relation relation, Evaluator left, long divisor, long right) implements Condition {
        @Override
        public boolean test(Scope scope) {
            long bare = left.unboxed(scope);
            if (bare != BOXED) {
                return relation.holdsForLongs(bare % divisor, right);
            }
            Object value = left.evaluate(scope);
            return value instanceof Long number
                    ? relation.holdsForLongs(number % divisor, right)
                    : relation.holds(Calculation.REMAINDER.of(value, divisor), right);
        }
    }
}
