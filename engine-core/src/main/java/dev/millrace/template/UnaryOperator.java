package dev.millrace.template;

import dev.millrace.value.ValueType;

/** Operators on one value, with how they are written around it. */
enum UnaryOperator {
    NOT("not ", "") {
        @Override
        Evaluator bind(Evaluator operand) {
            Condition not = scope -> !operand.test(scope);
            return not;
        }
    },
    NEGATE("-", "") {
        @Override
        Evaluator bind(Evaluator operand) {
            return scope -> Calculation.SUBTRACT.of(0L, operand.evaluate(scope));
        }
    },
    IS_EMPTY("", " is empty") {
        @Override
        Evaluator bind(Evaluator operand) {
            Condition empty = scope -> Emptiness.of(operand.evaluate(scope));
            return empty;
        }
    },
    EXISTS("", " exists") {
        @Override
        Evaluator bind(Evaluator operand) {
            Condition exists = scope -> operand.evaluate(scope) != null;
            return exists;
        }
    };

    private final String before;
    private final String after;

    UnaryOperator(String before, String after) {
        this.before = before;
        this.after = after;
    }

    abstract Evaluator bind(Evaluator operand);

    ValueType type() {
        return this == NEGATE ? ValueType.NUMBER : ValueType.BOOLEAN;
    }

    String around(String operand) {
        return "(" + before + operand + after + ")";
    }
}
