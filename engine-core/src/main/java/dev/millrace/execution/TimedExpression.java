package dev.millrace.execution;

import dev.millrace.module.StepFailedException;
import dev.millrace.module.ValueExpression;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the time of all evaluations together: a long list, each element of which is looked for in a long list, would hold
 * a thread for hours. The clock is the machine's and not the engine's, because what is bounded is work. For one thread.
 */
final class TimedExpression implements ValueExpression {
    private static final long MAX_NANOS = 5_000_000_000L;

    private final String what;
    private final ValueExpression expression;
    private long spentNanos;
    private long evaluations;

    TimedExpression(String what, ValueExpression expression) {
        this.what = what;
        this.expression = expression;
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object... values) {
        long start = System.nanoTime();
        Object value = expression.evaluate(values);
        spentNanos += System.nanoTime() - start;
        evaluations++;
        if (spentNanos > MAX_NANOS) {
            throw new StepFailedException(
                    "Too slow",
                    what + " has taken 5 seconds for " + evaluations
                            + " evaluations; give it fewer elements, or a simpler expression");
        }
        return value;
    }
}
