package dev.millrace.template;

import dev.millrace.value.Truth;
import org.jspecify.annotations.Nullable;

/** A bound template, condition or expression. Immutable and thread-safe. */
public interface Evaluator {
    /**
     * The value in this scope.
     *
     * @throws EvaluationException if the expression has no value, such as a division by zero
     */
    @Nullable
    Object evaluate(Scope scope);

    /** The truth of the value in this scope. */
    default boolean test(Scope scope) {
        return Truth.of(evaluate(scope));
    }
}
