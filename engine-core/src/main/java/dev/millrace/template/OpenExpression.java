package dev.millrace.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression (decision D2) with bare names, whose values are given with each evaluation: {@code item.price > 10}. What
 * is read of a name's value stands behind it: {@code item.price}, {@code tags[0]}, {@code item["unit price"]}. Immutable.
 */
public final class OpenExpression implements Bindable {
    private final Node root;
    private final List<String> names;
    private final List<Reference> references;

    private OpenExpression(Node root, List<String> names) {
        this.root = root;
        this.names = names;
        List<Reference> found = new ArrayList<>();
        root.eachReference(found::add);
        this.references = List.copyOf(found);
    }

    /**
     * Reads an expression over these names and no others.
     *
     * @throws SyntaxException as {@link Expression#parse}, and for an unknown name
     */
    public static OpenExpression parse(String text, List<String> names) throws SyntaxException {
        return parse(text, Names.of(List.copyOf(names)));
    }

    /** Reads an expression over whatever names it has. */
    public static OpenExpression parse(String text) throws SyntaxException {
        return parse(text, Names.any());
    }

    private static OpenExpression parse(String text, Names names) throws SyntaxException {
        Node root = ExpressionParser.parse(text, names);
        return new OpenExpression(root, names.all());
    }

    /** A value that is written as itself: 5, true, a list. */
    public static OpenExpression of(@Nullable Object value, List<String> names) {
        return new OpenExpression(new Node.Literal(value), List.copyOf(names));
    }

    /** The names in the order in which their values are given. */
    public List<String> names() {
        return names;
    }

    @Override
    public List<Reference> references() {
        return references;
    }

    @Override
    public BoundExpression bind(Binder binder) {
        List<Evaluator> outer = new ArrayList<>();
        references.forEach(reference -> outer.add(binder.reference(reference)));
        return new BoundExpression(root.bind(new GivenBinder(names, references)), outer, names);
    }

    /**
     * Binds an expression without references.
     *
     * @throws IllegalStateException if it has references
     */
    public BoundExpression bindAlone() {
        return bind(new GivenBinder(List.of(), List.of()));
    }
}
