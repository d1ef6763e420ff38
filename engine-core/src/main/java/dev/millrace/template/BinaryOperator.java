package dev.millrace.template;

import dev.millrace.value.ValueType;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Operators between two values, from the loosest to the tightest. */
enum BinaryOperator {
    OR("or", Precedence.OR, BinaryOperator::either),
    AND("and", Precedence.AND, BinaryOperator::both),
    EQUAL(Relation.EQUAL),
    NOT_EQUAL(Relation.NOT_EQUAL),
    LESS(Relation.LESS),
    LESS_OR_EQUAL(Relation.LESS_OR_EQUAL),
    GREATER(Relation.GREATER),
    GREATER_OR_EQUAL(Relation.GREATER_OR_EQUAL),
    CONTAINS("contains", Precedence.COMPARISON, (whole, part) -> isIn(part, whole)),
    IN("in", Precedence.COMPARISON, BinaryOperator::isIn),
    STARTS_WITH("startsWith", Precedence.COMPARISON, TextRelation.STARTS_WITH::bind),
    ENDS_WITH("endsWith", Precedence.COMPARISON, TextRelation.ENDS_WITH::bind),
    MATCHES("matches", Precedence.COMPARISON, TextRelation.MATCHES::bind),
    ADD(Calculation.ADD, Precedence.SUM),
    SUBTRACT(Calculation.SUBTRACT, Precedence.SUM),
    MULTIPLY(Calculation.MULTIPLY, Precedence.PRODUCT),
    DIVIDE(Calculation.DIVIDE, Precedence.PRODUCT),
    REMAINDER(Calculation.REMAINDER, Precedence.PRODUCT);

    private final String symbol;
    private final Precedence precedence;
    private final BiFunction<Evaluator, Evaluator, Evaluator> binding;
    private final @Nullable Calculation calculation;

    BinaryOperator(Relation relation) {
        this(relation.symbol(), Precedence.COMPARISON, relation::bind);
    }

    BinaryOperator(Calculation calculation, Precedence precedence) {
        this(calculation.symbol(), precedence, calculation::bind, calculation);
    }

    BinaryOperator(String symbol, Precedence precedence, BiFunction<Evaluator, Evaluator, Evaluator> binding) {
        this(symbol, precedence, binding, null);
    }

    BinaryOperator(
            String symbol,
            Precedence precedence,
            BiFunction<Evaluator, Evaluator, Evaluator> binding,
            @Nullable Calculation calculation) {
        this.symbol = symbol;
        this.precedence = precedence;
        this.binding = binding;
        this.calculation = calculation;
    }

    String symbol() {
        return symbol;
    }

    Precedence precedence() {
        return precedence;
    }

    Evaluator bind(Evaluator left, Evaluator right) {
        return binding.apply(left, right);
    }

    ValueType type(ValueType left, ValueType right) {
        return calculation == null ? ValueType.BOOLEAN : calculation.type(left, right);
    }

    /** The operator that {@code token} stands for. Words are read in any case, and in the spelling of operator ids. */
    static @Nullable BinaryOperator named(Token token) {
        return switch (token.kind()) {
            case SYMBOL -> ofSymbol(token.text());
            case WORD -> ofWord(token.text());
            default -> null;
        };
    }

    private static @Nullable BinaryOperator ofSymbol(String text) {
        String name = text.equals("&&") ? AND.symbol : text.equals("||") ? OR.symbol : text;
        for (BinaryOperator operator : values()) {
            if (operator.symbol.equals(name)) {
                return operator;
            }
        }
        return null;
    }

    private static @Nullable BinaryOperator ofWord(String text) {
        String name = text.replace("_", "");
        for (BinaryOperator operator : values()) {
            if (operator.symbol.equalsIgnoreCase(name)) {
                return operator;
            }
        }
        return null;
    }

    private static Evaluator either(Evaluator left, Evaluator right) {
        Condition either = scope -> left.test(scope) || right.test(scope);
        return either;
    }

    private static Evaluator both(Evaluator left, Evaluator right) {
        Condition both = scope -> left.test(scope) && right.test(scope);
        return both;
    }

    private static Evaluator isIn(Evaluator part, Evaluator whole) {
        Condition isIn = scope -> TextRelation.isIn(part.evaluate(scope), whole.evaluate(scope));
        return isIn;
    }

    /** How tightly an operator binds. */
    enum Precedence {
        OR(1),
        AND(2),
        NOT(3),
        COMPARISON(4),
        SUM(5),
        PRODUCT(6),
        SIGN(7);

        private final int level;

        Precedence(int level) {
            this.level = level;
        }

        /** Greater is tighter. */
        int level() {
            return level;
        }
    }
}
