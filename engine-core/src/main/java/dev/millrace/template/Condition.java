package dev.millrace.template;

/** An evaluator whose value is its truth. */
@FunctionalInterface
interface Condition extends Evaluator {
    @Override
    boolean test(Scope scope);

    @Override
    default Object evaluate(Scope scope) {
        return test(scope);
    }
}
