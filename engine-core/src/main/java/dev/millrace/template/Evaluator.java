package dev.millrace.template;

import dev.millrace.value.Truth;
import org.jspecify.annotations.Nullable;

/** A bound template, condition or expression. Immutable and thread-safe. */
public interface Evaluator {
    /** What {@link #unboxed} gives where the value is not at hand as a bare number. */
    long BOXED = Long.MIN_VALUE;

    /**
     * The value in this scope.
     *
     * @throws EvaluationException if the expression has no value, such as a division by zero
     */
    @Nullable
    Object evaluate(Scope scope);

    /**
     * The value, where it is a number that the scope keeps unboxed, such as the round of a loop; else {@link #BOXED}, and
     * {@link #evaluate} has the value.
     */
    default long unboxed(Scope scope) {
        return BOXED;
    }

    /** The truth of the value in this scope. */
    default boolean test(Scope scope) {
        return Truth.of(evaluate(scope));
    }
}
