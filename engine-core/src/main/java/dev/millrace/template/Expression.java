package dev.millrace.template;

import dev.millrace.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A condition or expression (decision D2): references, literals, comparisons, {@code and or not}, arithmetic with exact
 * decimals, list and dictionary literals, a short list of pure functions. Immutable.
 *
 * <p>String literals may hold references, which are replaced by their texts and never parsed again. What depends on
 * nothing is computed once, while parsing.
 */
public final class Expression implements Bindable {
    private final Node root;
    private final List<Reference> references;

    private Expression(Node root) {
        this.root = root;
        List<Reference> found = new ArrayList<>();
        root.eachReference(found::add);
        this.references = List.copyOf(found);
    }

    /** @throws SyntaxException if the text is no expression, or a longer or deeper one than is allowed */
    public static Expression parse(String text) throws SyntaxException {
        return new Expression(ExpressionParser.parse(text, Names.none()));
    }

    @Override
    public List<Reference> references() {
        return references;
    }

    /**
     * The type of its value; {@link ValueType#ANY} when it cannot be known.
     *
     * @param types the type of the value that a reference gives, its path included
     */
    public ValueType type(Function<Reference, ValueType> types) {
        return root.type(types);
    }

    @Override
    public Evaluator bind(Binder binder) {
        return root.bind(binder);
    }

    Node root() {
        return root;
    }

    /** An expression equal in meaning, with all parentheses; to be read by people, and by {@link #parse} unless very long. */
    @Override
    public String toString() {
        return root.toString();
    }
}
