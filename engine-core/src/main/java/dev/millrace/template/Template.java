package dev.millrace.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A written parameter value: text in which references are replaced, or a list or dictionary of such (spec vflow-model
 * 4.1 to 4.3, with the recommended rows).
 *
 * <p>A text that is one reference and nothing but white space around it gives the value itself, its type kept; any other
 * text with references gives text. Parsing never fails: what is no reference is text. Immutable.
 */
public final class Template {
    private Template() {}

    /** Reads a plain JSON value; strings at all depths may hold references. */
    public static Template parse(@Nullable Object written) {
        throw new UnsupportedOperationException();
    }

    /** True if nothing in it depends on the execution. */
    public boolean isConstant() {
        throw new UnsupportedOperationException();
    }

    /** The value of a constant template, escapes resolved. */
    public @Nullable Object constant() {
        throw new UnsupportedOperationException();
    }

    /** Every reference in it, in order. */
    public List<Reference> references() {
        throw new UnsupportedOperationException();
    }

    /** The one reference it consists of; null when it is anything else. */
    public @Nullable Reference pureReference() {
        throw new UnsupportedOperationException();
    }

    public Evaluator bind(Binder binder) {
        throw new UnsupportedOperationException();
    }
}
