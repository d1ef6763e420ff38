package dev.millrace.template;

import dev.millrace.template.BinaryOperator.Precedence;
import dev.millrace.template.Token.Kind;
import dev.millrace.value.Excerpt;
import dev.millrace.value.PropertyPath;
import dev.millrace.value.SafePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression (decision D2) by operator precedence, after Pratt, 1973: from loose to tight {@code or}, {@code
 * and}, {@code not}, comparisons, sums, products, {@code -} and {@code !}. Comparisons do not chain.
 *
 * <p>Text, nesting and number of operators are limited, so neither this parser nor the evaluators it makes can fill the
 * stack; the number of patterns is, so that their deadlines add up to little.
 */
final class ExpressionParser {
    private static final int MAX_LENGTH = 10_000;
    private static final int MAX_NESTING = 100;
    private static final int MAX_OPERATORS = 500;
    private static final int MAX_PATTERNS = 20;

    private final List<Token> tokens;
    private final Names names;
    private int at;
    private int nesting;
    private int operators;
    private int patterns;

    private ExpressionParser(List<Token> tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
    }

    static Node parse(String text, Names names) throws SyntaxException {
        if (text.length() > MAX_LENGTH) {
            throw new SyntaxException(
                    MAX_LENGTH + 1,
                    "the expression has " + text.length() + " characters; at most " + MAX_LENGTH + " are allowed",
                    "compute parts of it in steps before");
        }
        ExpressionParser parser = new ExpressionParser(Tokenizer.tokens(text), names);
        Node node = parser.expression(Precedence.OR.level());
        parser.checkEnd();
        return node;
    }

    private void checkEnd() throws SyntaxException {
        Token token = current();
        if (token.kind() != Kind.END) {
            throw unexpected(token, "an operator or the end", "write an operator such as == or contains before it");
        }
    }

    /** An operand and all operators behind it that bind at least as tightly as the level {@code loosest}. */
    private Node expression(int loosest) throws SyntaxException {
        enter();
        Node left = operand();
        boolean compared = false;
        for (Operator operator = operator(loosest); operator != null; operator = operator(loosest)) {
            if (operator.isComparison() && compared) {
                throw new SyntaxException(
                        operator.first().column(),
                        "found " + shown(operator.first()) + " behind a comparison; comparisons do not chain",
                        "join them: a < b and b < c, or use parentheses");
            }
            compared |= operator.isComparison();
            left = apply(operator, left);
        }
        nesting--;
        return left;
    }

    /** An operator behind an operand, with what is negated: {@code not contains}, {@code is not empty}. */
    private record Operator(
            Token first,
            @Nullable UnaryOperator unary,
            @Nullable BinaryOperator binary,
            boolean negated,
            int length) {
        boolean isComparison() {
            return binary == null || binary.precedence() == Precedence.COMPARISON;
        }
    }

    private @Nullable Operator operator(int loosest) throws SyntaxException {
        Token token = current();
        Operator operator = token.isWord("is") ? emptiness(token) : wordOrSymbol(token);
        if (operator == null) {
            return null;
        }
        Precedence precedence = operator.binary() == null
                ? Precedence.COMPARISON
                : operator.binary().precedence();
        return precedence.level() < loosest ? null : operator;
    }

    private Operator emptiness(Token is) throws SyntaxException {
        boolean negated = peek(1).isWord("not");
        Token last = peek(negated ? 2 : 1);
        if (!last.isWord("empty")) {
            throw unexpected(last, "\"empty\"", "write: is empty, is not empty, or == for other comparisons");
        }
        return new Operator(is, UnaryOperator.IS_EMPTY, null, negated, negated ? 3 : 2);
    }

    private @Nullable Operator wordOrSymbol(Token first) {
        boolean negated = first.isWord("not");
        Token token = negated ? peek(1) : first;
        int length = negated ? 2 : 1;
        if (token.isWord("exists")) {
            return new Operator(first, UnaryOperator.EXISTS, null, negated, length);
        }
        BinaryOperator binary = BinaryOperator.named(token);
        if (binary == null
                || (negated && (token.kind() != Kind.WORD || binary.precedence() != Precedence.COMPARISON))) {
            return null;
        }
        return new Operator(first, null, binary, negated, length);
    }

    private Node apply(Operator operator, Node left) throws SyntaxException {
        countOperator(operator.first());
        at += operator.length();
        Node applied = operator.unary() != null
                ? new Node.Unary(operator.unary(), left)
                : binary(operator.first(), Objects.requireNonNull(operator.binary()), left);
        Node folded = Folding.fold(applied);
        return operator.negated() ? Folding.fold(new Node.Unary(UnaryOperator.NOT, folded)) : folded;
    }

    private Node binary(Token token, BinaryOperator operator, Node left) throws SyntaxException {
        Token rightStart = current();
        Node right = expression(operator.precedence().level() + 1);
        if (operator == BinaryOperator.MATCHES) {
            countPattern(token);
            checkPattern(rightStart, right);
        }
        return new Node.Binary(operator, left, right);
    }

    private static void checkPattern(Token token, Node pattern) throws SyntaxException {
        if (!(pattern instanceof Node.Literal literal) || !(literal.value() instanceof String regex)) {
            return;
        }
        try {
            SafePattern.compile(regex);
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(
                    token.column(), String.valueOf(e.getMessage()), "write a regular expression such as \"^[0-9]+$\"");
        }
    }

    private Node operand() throws SyntaxException {
        Token token = next();
        return switch (token.kind()) {
            case NUMBER -> new Node.Literal(token.value());
            case STRING -> string(token.parts());
            case REFERENCE -> new Node.Read(((Part.Insertion) token.parts().get(0)).reference());
            case WORD -> word(token);
            case SYMBOL -> symbol(token);
            case END -> throw unexpected(token, "a value", "write a reference, a number or a text in quotes");
        };
    }

    private static Node string(List<Part> parts) {
        if (parts.isEmpty()) {
            return new Node.Literal("");
        }
        return parts.size() == 1 && parts.get(0) instanceof Part.Characters characters
                ? new Node.Literal(characters.text())
                : new Node.Text(parts);
    }

    private Node word(Token token) throws SyntaxException {
        if (token.isWord("true") || token.isWord("false")) {
            return new Node.Literal(token.isWord("true"));
        }
        if (token.isWord("null")) {
            return new Node.Literal(null);
        }
        if (current().isSymbol("(") && !token.isWord("not")) {
            return call(token);
        }
        if (token.isWord("not")) {
            return prefixed(token, UnaryOperator.NOT, Precedence.NOT);
        }
        if (!names.isNone()) {
            names.use(token);
            return new Node.Name(token.text(), path());
        }
        String word = Excerpt.of(token.text());
        throw unexpected(
                token, "a value", "put text in quotes: \"" + word + "\", or write a reference: [[" + word + "]]");
    }

    /** What is read of a name: {@code .member}, {@code .0}, {@code [0]}, {@code ["any text"]}. */
    private PropertyPath path() throws SyntaxException {
        List<String> segments = new ArrayList<>();
        while (true) {
            Token token = current();
            if (token.kind() == Kind.NUMBER && token.text().startsWith(".")) {
                at++;
                segments.add(token.text().substring(1));
            } else if (skip(".")) {
                segments.add(member());
            } else if (skip("[")) {
                segments.add(place());
                expect("]", "close the bracket of column " + token.column());
            } else {
                return PropertyPath.of(segments);
            }
        }
    }

    private String member() throws SyntaxException {
        Token token = next();
        if (token.kind() == Kind.WORD || token.kind() == Kind.NUMBER) {
            return token.text();
        }
        throw unexpected(token, "the name of a member", "write it behind the point, or as [\"name\"]");
    }

    private String place() throws SyntaxException {
        boolean fromEnd = skip("-");
        Token token = next();
        if (token.kind() == Kind.NUMBER && token.value() instanceof Long index) {
            return fromEnd ? "-" + index : index.toString();
        }
        if (!fromEnd && token.kind() == Kind.STRING && string(token.parts()) instanceof Node.Literal text) {
            return String.valueOf(text.value());
        }
        throw unexpected(token, "a position or a name in quotes", "write [0], [-1] or [\"name\"]");
    }

    private Node symbol(Token token) throws SyntaxException {
        return switch (token.text()) {
            case "(" -> {
                Node inner = expression(Precedence.OR.level());
                expect(")", "close the parenthesis of column " + token.column());
                yield inner;
            }
            case "[" -> Folding.fold(new Node.ListOf(items("]", token)));
            case "{" -> dictionary(token);
            case "-" -> prefixed(token, UnaryOperator.NEGATE, Precedence.SIGN);
            case "!" -> prefixed(token, UnaryOperator.NOT, Precedence.SIGN);
            default -> throw unexpected(token, "a value", "write a reference, a number or a text in quotes");
        };
    }

    private Node prefixed(Token token, UnaryOperator operator, Precedence loosest) throws SyntaxException {
        countOperator(token);
        return Folding.fold(new Node.Unary(operator, expression(loosest.level())));
    }

    private Node call(Token name) throws SyntaxException {
        ExpressionFunction function = ExpressionFunction.named(name.text()).orElse(null);
        if (function == null) {
            throw new SyntaxException(
                    name.column(),
                    "there is no function \"" + Excerpt.of(name.text()) + "\"",
                    ExpressionFunction.fixFor(name.text()));
        }
        at++;
        List<Node> arguments = items(")", name);
        if (!function.takes(arguments.size())) {
            throw new SyntaxException(
                    name.column(),
                    function.id() + " takes " + function.takes() + " but is given " + arguments.size(),
                    "write " + function.id() + "(…) with " + function.takes());
        }
        return Folding.fold(new Node.Call(function, arguments));
    }

    /** What stands between commas up to the closing symbol. */
    private List<Node> items(String closing, Token opening) throws SyntaxException {
        List<Node> items = new ArrayList<>();
        if (current().isSymbol(closing)) {
            at++;
            return items;
        }
        do {
            items.add(expression(Precedence.OR.level()));
        } while (skip(","));
        expect(closing, "write , between values, or " + closing + " to close column " + opening.column());
        return items;
    }

    private Node dictionary(Token opening) throws SyntaxException {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (skip("}")) {
            return Folding.fold(new Node.DictionaryOf(entries));
        }
        do {
            String key = key();
            expect(":", "write a colon between key and value: {\"key\": value}");
            entries.put(key, expression(Precedence.OR.level()));
        } while (skip(","));
        expect("}", "write , between entries, or } to close column " + opening.column());
        return Folding.fold(new Node.DictionaryOf(entries));
    }

    private String key() throws SyntaxException {
        Token token = next();
        if (token.kind() == Kind.WORD || token.kind() == Kind.NUMBER) {
            return token.text();
        }
        if (token.kind() == Kind.STRING && string(token.parts()) instanceof Node.Literal literal) {
            return String.valueOf(literal.value());
        }
        throw unexpected(token, "a key without references", "write a dictionary as {\"key\": value}");
    }

    private void enter() throws SyntaxException {
        if (++nesting > MAX_NESTING) {
            throw new SyntaxException(
                    current().column(),
                    "the expression is nested more than " + MAX_NESTING + " levels deep",
                    "compute parts of it in steps before");
        }
    }

    private void countOperator(Token token) throws SyntaxException {
        if (++operators > MAX_OPERATORS) {
            throw new SyntaxException(
                    token.column(),
                    "the expression has more than " + MAX_OPERATORS + " operators",
                    "compute parts of it in steps before, or compare with a list: x in [1, 2, 3]");
        }
    }

    private void countPattern(Token token) throws SyntaxException {
        if (++patterns > MAX_PATTERNS) {
            throw new SyntaxException(
                    token.column(),
                    "the expression matches more than " + MAX_PATTERNS + " patterns",
                    "join patterns with | or match in steps before");
        }
    }

    private boolean skip(String symbol) {
        boolean found = current().isSymbol(symbol);
        at += found ? 1 : 0;
        return found;
    }

    private void expect(String symbol, String fix) throws SyntaxException {
        if (!skip(symbol)) {
            throw unexpected(current(), "\"" + symbol + "\"", fix);
        }
    }

    private Token current() {
        return peek(0);
    }

    /** The end is followed by ends. */
    private Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    private Token next() {
        Token token = current();
        at++;
        return token;
    }

    private static SyntaxException unexpected(Token token, String expected, String fix) {
        return new SyntaxException(
                token.column(), "found " + shown(token) + " where " + expected + " was expected", fix);
    }

    private static String shown(Token token) {
        return token.kind() == Kind.END
                ? "the end"
                : Excerpt.of(token.kind() == Kind.STRING ? token.text() : "\"" + token.text() + "\"");
    }
}
