package dev.millrace.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An open expression with its references bound. It is evaluated in two steps: {@link #evaluate(Scope)} reads the
 * references, once, and gives their values; {@link #evaluate(List, IntFunction, RandomGenerator)} computes with them, any
 * number of times, and sees nothing of the execution. Immutable and thread-safe.
 */
public final class BoundExpression implements Evaluator {
    private final Evaluator body;
    private final List<Evaluator> references;
    private final List<String> names;

    BoundExpression(Evaluator body, List<Evaluator> references, List<String> names) {
        this.body = body;
        this.references = List.copyOf(references);
        this.names = names;
    }

    public List<String> names() {
        return names;
    }

    /** The values of the references: plain values, so that they can be written down with the execution. */
    @Override
    public List<@Nullable Object> evaluate(Scope scope) {
        List<@Nullable Object> values = new ArrayList<>(references.size());
        for (Evaluator reference : references) {
            values.add(reference.evaluate(scope));
        }
        return Collections.unmodifiableList(values);
    }

    /**
     * The value of the expression.
     *
     * @param references what {@link #evaluate(Scope)} gave
     * @param given the value of the name at a place in {@link #names}
     * @throws EvaluationException if it has none for these values
     */
    public @Nullable Object evaluate(List<?> references, IntFunction<@Nullable Object> given, RandomGenerator random) {
        return body.evaluate(new GivenScope(names.size(), given, references, random));
    }
}
