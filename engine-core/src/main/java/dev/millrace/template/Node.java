package dev.millrace.template;

import dev.millrace.value.PropertyPath;
import dev.millrace.value.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of a parsed expression. {@code toString} gives text that parses to an equal node. */
sealed interface Node {
    Evaluator bind(Binder binder);

    ValueType type(Function<Reference, ValueType> types);

    void eachReference(Consumer<Reference> action);

    /** A constant. */
    record Literal(@Nullable Object value) implements Node {
        @Override
        public Evaluator bind(Binder binder) {
            return new Constant(value);
        }

        @Override
        public ValueType type(Function<Reference, ValueType> types) {
            return ValueType.of(value);
        }

        @Override
        public void eachReference(Consumer<Reference> action) {}

        @Override
        public String toString() {
            return Printed.value(value);
        }
    }

    /** A reference outside of texts. */
    record Read(Reference reference) implements Node {
        @Override
        public Evaluator bind(Binder binder) {
            return binder.reference(reference);
        }

        @Override
        public ValueType type(Function<Reference, ValueType> types) {
            return types.apply(reference);
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            action.accept(reference);
        }

        @Override
        public String toString() {
            return reference.toString();
        }
    }

    /** A bare name, and what is read of its value. */
    record Name(String name, PropertyPath path) implements Node {
        @Override
        public Evaluator bind(Binder binder) {
            Evaluator value = binder.name(name);
            return path.isEmpty() ? value : scope -> path.read(value.evaluate(scope), scope.random());
        }

        @Override
        public ValueType type(Function<Reference, ValueType> types) {
            return ValueType.ANY;
        }

        @Override
        public void eachReference(Consumer<Reference> action) {}

        @Override
        public String toString() {
            return name + Printed.path(path);
        }
    }

    /** A string literal with references in it; always a text, also if it is nothing but one reference. */
    record Text(List<Part> parts) implements Node {
        @Override
        public Evaluator bind(Binder binder) {
            return Builders.text(parts, binder);
        }

        @Override
        public ValueType type(Function<Reference, ValueType> types) {
            return ValueType.STRING;
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            new Shape.Joined(parts).eachReference(action);
        }

        @Override
        public String toString() {
            return Printed.text(parts);
        }
    }

    /** A list literal. */
    record ListOf(List<Node> elements) implements Node {
        @Override
        public Evaluator bind(Binder binder) {
            return Builders.list(bindAll(elements, binder));
        }

        @Override
        public ValueType type(Function<Reference, ValueType> types) {
            return ValueType.LIST;
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            elements.forEach(element -> element.eachReference(action));
        }

        @Override
        public String toString() {
            // a space, since two brackets begin a reference
            return Printed.joined("[ ", elements, " ]");
        }
    }

    /** A dictionary literal. */
    record DictionaryOf(Map<String, Node> entries) implements Node {
        @Override
        public Evaluator bind(Binder binder) {
            Map<String, Evaluator> bound = new LinkedHashMap<>();
            entries.forEach((key, value) -> bound.put(key, value.bind(binder)));
            return Builders.dictionary(bound);
        }

        @Override
        public ValueType type(Function<Reference, ValueType> types) {
            return ValueType.DICTIONARY;
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            entries.values().forEach(value -> value.eachReference(action));
        }

        @Override
        public String toString() {
            return Printed.dictionary(entries);
        }
    }

    /** An operator on one value. */
    record Unary(UnaryOperator operator, Node operand) implements Node {
        @Override
        public Evaluator bind(Binder binder) {
            return operator.bind(operand.bind(binder));
        }

        @Override
        public ValueType type(Function<Reference, ValueType> types) {
            return operator.type();
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            operand.eachReference(action);
        }

        @Override
        public String toString() {
            return operator.around(operand.toString());
        }
    }

    /** An operator between two values. */
    record Binary(BinaryOperator operator, Node left, Node right) implements Node {
        @Override
        public Evaluator bind(Binder binder) {
            return operator.bind(left.bind(binder), right.bind(binder));
        }

        @Override
        public ValueType type(Function<Reference, ValueType> types) {
            return operator.type(left.type(types), right.type(types));
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            left.eachReference(action);
            right.eachReference(action);
        }

        @Override
        public String toString() {
            return "(" + left + " " + operator.symbol() + " " + right + ")";
        }
    }

    /** A call of a function. */
    record Call(ExpressionFunction function, List<Node> arguments) implements Node {
        @Override
        public Evaluator bind(Binder binder) {
            return function.bind(bindAll(arguments, binder));
        }

        @Override
        public ValueType type(Function<Reference, ValueType> types) {
            return function.type();
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            arguments.forEach(argument -> argument.eachReference(action));
        }

        @Override
        public String toString() {
            return Printed.joined(function.id() + "(", arguments, ")");
        }
    }

    private static List<Evaluator> bindAll(List<Node> nodes, Binder binder) {
        List<Evaluator> bound = new ArrayList<>(nodes.size());
        nodes.forEach(node -> bound.add(node.bind(binder)));
        return bound;
    }
}
