package dev.millrace.proxy.platform;

import dev.millrace.Expressions;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.ValueExpression;
import org.jspecify.annotations.Nullable;

/** An expression over the parsed body of an answer, whose members are bare names (decision D2). Immutable. */
public final class Rule {
    private final String source;
    private final ValueExpression expression;

    private Rule(String source, ValueExpression expression) {
        this.source = source;
        this.expression = expression;
    }

    /** @throws IllegalArgumentException if it is no expression; the message tells where and how to mend it */
    public static Rule of(String source) {
        return new Rule(source, Expressions.ofMembers(source));
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    /** False also where the expression has no value for this body, such as text in place of a number. */
    public boolean holds(@Nullable Object body) {
        try {
            return expression.test(body);
        } catch (StepFailedException e) {
            return false;
        }
    }

    /** Null where the expression has no value for this body. */
    public @Nullable Object value(@Nullable Object body) {
        try {
            return expression.evaluate(body);
        } catch (StepFailedException e) {
            return null;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rule rule && rule.source.equals(source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
