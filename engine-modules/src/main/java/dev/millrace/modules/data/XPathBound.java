package dev.millrace.modules.data;

import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/**
 * An upper bound of the work of an XPath, taken from its text before it is evaluated, because the evaluation itself
 * cannot be stopped.
 *
 * <p>A search through the document costs its nodes. What multiplies is every further search: one that starts at the root
 * again (inside a predicate) costs all nodes again, one below the current node at most the depth, a step to the parent at
 * most the number of siblings it opens, and so does each {@code last()}, which counts them anew. Everything is counted as if it were nested, so the bound errs on the safe side.
 */
final class XPathBound {
    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_NESTING = 20;
    private static final double MAX_VISITS = 5e7;

    // a star is a name after a slash, colon, at sign or opening bracket, and a multiplication elsewhere
    private static final Pattern OPERATOR_BEFORE =
            Pattern.compile("(?:[^A-Za-z_.-](?:and|or|div|mod)|[^/:@(\\[,|\\s]\\s*\\*)$");

    private final String expression;
    private int fromRoot;
    private int below;
    private int toSiblings;

    private XPathBound(String expression) {
        this.expression = expression;
    }

    /** @throws StepFailedException if the expression is too long or too deeply nested */
    static XPathBound of(String expression) {
        if (expression.length() > MAX_LENGTH) {
            throw invalid(expression, "has " + expression.length() + " characters, more than " + MAX_LENGTH);
        }
        XPathBound bound = new XPathBound(expression);
        bound.scan();
        return bound;
    }

    /** @throws StepFailedException if evaluating this expression may visit too many nodes of the document */
    void check(Document document) {
        Shape shape = Shape.of(document);
        double visits = Math.pow((double) shape.nodes, Math.max(1, fromRoot))
                * Math.pow((double) shape.depth, below)
                * Math.pow((double) shape.widest, toSiblings);
        if (visits > MAX_VISITS) {
            throw invalid(
                    expression,
                    "may visit " + shape.nodes + " nodes too many times; name the path to the elements instead of "
                            + "searching with // and .. inside conditions");
        }
    }

    private void scan() {
        int nesting = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\'' || c == '"') {
                int end = expression.indexOf(c, i + 1);
                i = end < 0 ? expression.length() : end;
            } else if (c == '[' || c == '(') {
                nesting++;
            } else if (c == ']' || c == ')') {
                nesting--;
            } else {
                count(i, c);
            }
            if (nesting > MAX_NESTING) {
                throw invalid(expression, "is nested deeper than " + MAX_NESTING);
            }
        }
    }

    private void count(int at, char c) {
        if (c == '/') {
            countSlash(at);
        } else if (c == '.' && expression.startsWith("..", at)) {
            toSiblings += startsToken(at) ? 1 : 0;
        } else if (startsToken(at)) {
            countAxis(at);
        }
    }

    private void countSlash(int at) {
        boolean isSecond = at > 0 && expression.charAt(at - 1) == '/';
        if (isSecond) {
            return;
        }
        boolean searches = expression.startsWith("//", at);
        if (isAbsolute(at)) {
            fromRoot++;
        } else if (searches) {
            below++;
        }
    }

    private void countAxis(int at) {
        if (expression.startsWith("following-sibling", at)
                || expression.startsWith("preceding-sibling", at)
                || expression.startsWith("parent", at)
                || expression.startsWith("last", at)) {
            toSiblings++;
        } else if (expression.startsWith("following", at) || expression.startsWith("preceding", at)) {
            fromRoot += 2; // each node may see all others, whether or not a search from the root came before
        } else if (expression.startsWith("descendant", at) || expression.startsWith("ancestor", at)) {
            below++;
        }
    }

    private boolean startsToken(int at) {
        char before = at == 0 ? ' ' : expression.charAt(at - 1);
        return !Character.isLetterOrDigit(before) && before != '-' && before != '_' && before != '.';
    }

    /** A path starts at the root unless a step that it continues stands right before the slash. */
    private boolean isAbsolute(int at) {
        String before = expression.substring(0, at);
        boolean continues = !before.isEmpty() && isStepEnd(before.charAt(at - 1));
        return !continues || OPERATOR_BEFORE.matcher(before).find();
    }

    /** A name may end in a minus, but there it is taken for the operator: that makes the bound higher, never lower. */
    private static boolean isStepEnd(char c) {
        return Character.isLetterOrDigit(c) || "_.*])".indexOf(c) >= 0;
    }

    private static StepFailedException invalid(String expression, String problem) {
        return new StepFailedException(
                "XPath too expensive", "the XPath " + Excerpt.quoted(expression) + " " + problem);
    }

    /** The size of a document. */
    private static final class Shape {
        private long nodes = 1;
        private long depth = 1;
        private long widest = 1;

        static Shape of(Document document) {
            Shape shape = new Shape();
            shape.visit(document, 1);
            return shape;
        }

        /** Recursion ends at the depth the parser allows. */
        private void visit(Node node, int level) {
            depth = Math.max(depth, level);
            long children = 0;
            for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
                children++;
                visit(child, level + 1);
            }
            long attributes = node.hasAttributes() ? node.getAttributes().getLength() : 0;
            nodes += children + attributes;
            widest = Math.max(widest, children);
        }
    }
}
