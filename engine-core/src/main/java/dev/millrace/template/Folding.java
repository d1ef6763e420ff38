package dev.millrace.template;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Replaces parts of an expression that depend on nothing by their value. */
final class Folding implements Binder, Scope {
    private static final Folding NOTHING = new Folding();

    private Folding() {}

    /** What has no value, such as a division by zero, stays and fails when it is evaluated. */
    static Node fold(Node node) {
        if (!isFoldable(node)) {
            return node;
        }
        try {
            return new Node.Literal(node.bind(NOTHING).evaluate(NOTHING));
        } catch (EvaluationException e) {
            return node;
        }
    }

    private static boolean isFoldable(Node node) {
        if (node instanceof Node.Unary unary) {
            return isLiteral(unary.operand());
        }
        if (node instanceof Node.Binary binary) {
            // a slow pattern must not hold up the compiler
            boolean cheap = binary.operator() != BinaryOperator.MATCHES;
            return cheap && isLiteral(binary.left()) && isLiteral(binary.right());
        }
        if (node instanceof Node.ListOf list) {
            return list.elements().stream().allMatch(Folding::isLiteral);
        }
        if (node instanceof Node.DictionaryOf dictionary) {
            return dictionary.entries().values().stream().allMatch(Folding::isLiteral);
        }
        return node instanceof Node.Call call && call.arguments().stream().allMatch(Folding::isLiteral);
    }

    private static boolean isLiteral(Node node) {
        return node instanceof Node.Literal;
    }

    @Override
    public int outputs(String stepId) {
        throw notConstant();
    }

    @Override
    public String canonicalOutput(String stepId, String name) {
        throw notConstant();
    }

    @Override
    public boolean keepsResults(String stepId) {
        throw notConstant();
    }

    @Override
    public int variable(String name) {
        throw notConstant();
    }

    @Override
    public Map<String, @Nullable Object> outputs(int slot) {
        throw notConstant();
    }

    @Override
    public Object variable(int slot) {
        throw notConstant();
    }

    @Override
    public Object system(SystemValue value) {
        throw notConstant();
    }

    @Override
    public RandomGenerator random() {
        throw notConstant();
    }

    @Override
    public void unresolved(Reference reference) {
        throw notConstant();
    }

    private static IllegalStateException notConstant() {
        return new IllegalStateException("A constant part of an expression has a reference");
    }
}
