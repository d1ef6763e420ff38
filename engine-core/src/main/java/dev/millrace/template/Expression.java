package dev.millrace.template;

import dev.millrace.value.ValueType;
import java.util.List;
import java.util.function.Function;

/**
 * A condition or expression (decision D2): references, literals, comparisons, {@code and or not}, arithmetic with exact
 * decimals, list and dictionary literals, a short list of pure functions. Immutable.
 */
public final class Expression {
    private Expression() {}

    public static Expression parse(String text) throws SyntaxException {
        throw new UnsupportedOperationException();
    }

    /** Every reference in it, in order. */
    public List<Reference> references() {
        throw new UnsupportedOperationException();
    }

    /** The type of its value, given the types of what it refers to; {@link ValueType#ANY} when it cannot be known. */
    public ValueType type(Function<Reference, ValueType> types) {
        throw new UnsupportedOperationException();
    }

    public Evaluator bind(Binder binder) {
        throw new UnsupportedOperationException();
    }
}
