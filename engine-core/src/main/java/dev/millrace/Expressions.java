package dev.millrace;

import dev.millrace.execution.GivenExpression;
import dev.millrace.module.ValueExpression;
import dev.millrace.template.BoundExpression;
import dev.millrace.template.OpenExpression;
import dev.millrace.template.SyntaxException;
import dev.millrace.value.Excerpt;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Expressions outside of workflows, such as those of a configuration. The language is that of conditions (decision D2),
 * without references to steps and variables; the expressions are compiled once, thread-safe, and without chance: a random
 * element of a list is its first.
 *
 * <pre>{@code
 * ValueExpression success = Expressions.ofMembers("code == 200 and data.token exists");
 * boolean ok = success.test(answer);
 * }</pre>
 */
public final class Expressions {
    private static final RandomGenerator NO_CHANCE = () -> 0;

    private Expressions() {}

    /**
     * An expression over one value, a dictionary: bare names are its members, and a member it does not have is null. Over
     * a value that is no dictionary all names are null.
     *
     * @throws IllegalArgumentException if the text is no such expression; the message tells where and how to mend it
     */
    public static ValueExpression ofMembers(String text) {
        return GivenExpression.ofMembers(named(text), bound(text, () -> OpenExpression.parse(text)), NO_CHANCE);
    }

    /**
     * An expression over a value for each of these names.
     *
     * @throws IllegalArgumentException if the text is no expression, or has other names; the message tells where and how
     *     to mend it
     */
    public static ValueExpression over(String text, List<String> names) {
        BoundExpression bound = bound(text, () -> OpenExpression.parse(text, names));
        return GivenExpression.inOrder(named(text), bound, List.of(), NO_CHANCE);
    }

    private interface Reading {
        OpenExpression read() throws SyntaxException;
    }

    private static BoundExpression bound(String text, Reading reading) {
        try {
            OpenExpression expression = reading.read();
            expression.references().stream().findFirst().ifPresent(reference -> {
                throw new IllegalArgumentException(named(text) + " refers to " + Excerpt.of(reference.toString())
                        + ", but there are no steps and variables here. Fix: write bare names.");
            });
            return expression.bindAlone();
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(named(text) + " cannot be read at column " + e.column() + ": "
                    + e.getMessage() + ". Fix: " + e.fix() + ".");
        }
    }

    private static String named(String text) {
        return "the expression " + Excerpt.quoted(text);
    }
}
