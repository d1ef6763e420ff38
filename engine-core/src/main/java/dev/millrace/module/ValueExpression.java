package dev.millrace.module;

import dev.millrace.value.Truth;
import org.jspecify.annotations.Nullable;

/**
 * A compiled expression over values that are given with each evaluation, such as {@code item.price > 10} for each element
 * of a list (decision D2). Evaluating it parses nothing. Thread-safe.
 */
public interface ValueExpression {
    /**
     * The value of the expression, a plain value.
     *
     * @param values a plain value for each of the expression's names, in their order
     * @throws StepFailedException if it has no value for these, such as a division by zero
     * @throws IllegalArgumentException if there are more or fewer values than names
     */
    @Nullable
    Object evaluate(@Nullable Object... values);

    /** The truth of the expression's value (spec vflow-model 5.6); as {@link #evaluate} otherwise. */
    default boolean test(@Nullable Object... values) {
        return Truth.of(evaluate(values));
    }
}
