package dev.millrace.template;

import dev.millrace.value.PlainValue;
import java.util.ArrayList;
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
    private final Shape shape;
    private final List<Reference> references;

    private Template(Shape shape) {
        this.shape = shape;
        List<Reference> found = new ArrayList<>();
        shape.eachReference(found::add);
        this.references = List.copyOf(found);
    }

    /**
     * Reads a plain JSON value; strings at all depths may hold references. Keys of dictionaries are taken as they are.
     *
     * @throws IllegalArgumentException if a list or dictionary is beyond {@link dev.millrace.value.ValueLimits}
     */
    public static Template parse(@Nullable Object written) {
        return new Template(Shape.of(PlainValue.of(written)));
    }

    /** True if nothing in it depends on the execution. */
    public boolean isConstant() {
        return shape instanceof Shape.Fixed;
    }

    /**
     * The value of a constant template, escapes resolved.
     *
     * @throws IllegalStateException if it is not constant
     */
    public @Nullable Object constant() {
        if (shape instanceof Shape.Fixed fixed) {
            return fixed.value();
        }
        throw new IllegalStateException("The template depends on " + references);
    }

    /** Every reference in it, in order. */
    public List<Reference> references() {
        return references;
    }

    /** The one reference it consists of; null when it is anything else. */
    public @Nullable Reference pureReference() {
        return shape instanceof Shape.Single single ? single.reference() : null;
    }

    /** Its evaluator gives a plain value and throws {@link EvaluationException} only where a value gets too large. */
    public Evaluator bind(Binder binder) {
        return shape.bind(binder);
    }
}
