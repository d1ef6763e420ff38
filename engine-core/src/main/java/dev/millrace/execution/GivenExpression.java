package dev.millrace.execution;

import dev.millrace.module.StepFailedException;
import dev.millrace.module.ValueExpression;
import dev.millrace.template.BoundExpression;
import dev.millrace.template.EvaluationException;
import dev.millrace.value.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An open expression whose references have their values, ready for those of its names. Immutable and thread-safe. */
public final class GivenExpression implements ValueExpression {
    private final String what;
    private final BoundExpression bound;
    private final List<?> references;
    private final RandomGenerator random;
    private final Giving giving;

    /** How the values of an evaluation become those of names. */
    private interface Giving {
        IntFunction<@Nullable Object> of(@Nullable Object[] values);
    }

    private GivenExpression(
            String what, BoundExpression bound, List<?> references, RandomGenerator random, Giving giving) {
        this.what = what;
        this.bound = bound;
        this.references = references;
        this.random = random;
        this.giving = giving;
    }

    /**
     * With a value for each name.
     *
     * @param what names the expression in messages
     * @param references the values of its references
     */
    public static GivenExpression inOrder(
            String what, BoundExpression bound, List<?> references, RandomGenerator random) {
        return new GivenExpression(what, bound, references, random, values -> {
            checkCount(bound.names().size(), values.length);
            return place -> values[place];
        });
    }

    /** With one value, whose members the names are; what it does not have is null. */
    public static GivenExpression ofMembers(String what, BoundExpression bound, RandomGenerator random) {
        List<String> names = bound.names();
        return new GivenExpression(what, bound, List.of(), random, values -> {
            checkCount(1, values.length);
            return place -> values[0] instanceof Map<?, ?> members ? members.get(names.get(place)) : null;
        });
    }

    private static void checkCount(int wanted, int given) {
        if (given != wanted) {
            throw new IllegalArgumentException("the expression takes " + wanted + " values, but is given " + given);
        }
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object... values) {
        try {
            return bound.evaluate(references, giving.of(values), random);
        } catch (EvaluationException | ArithmeticException e) {
            throw new StepFailedException(
                    "Invalid expression", what + " has no value for " + shown(values) + ": " + e.getMessage());
        }
    }

    private static String shown(@Nullable Object[] values) {
        return Arrays.stream(values).map(Excerpt::quoted).collect(Collectors.joining(", "));
    }
}
