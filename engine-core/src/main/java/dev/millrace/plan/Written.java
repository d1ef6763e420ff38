package dev.millrace.plan;

import dev.millrace.module.Input;
import dev.millrace.template.Bindable;
import dev.millrace.template.Binder;
import dev.millrace.template.Evaluator;
import dev.millrace.template.Reference;
import dev.millrace.template.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a step, read by what its input is.
 *
 * @param key the parameter's name as it was written
 * @param value as it was written
 */
record Written(
        Input input,
        String key,
        Object value,
        @Nullable Template template,
        @Nullable Bindable expression) {

    static Written literal(Input input, String key, Object value) {
        return new Written(input, key, value, null, null);
    }

    boolean isConstant() {
        return expression == null && (template == null || template.isConstant());
    }

    /** The value of a constant parameter. */
    @Nullable
    Object constant() {
        return template == null ? value : template.constant();
    }

    List<Reference> references() {
        if (template != null) {
            return template.references();
        }
        return expression == null ? List.of() : expression.references();
    }

    @Nullable
    Reference pureReference() {
        return template == null ? null : template.pureReference();
    }

    Evaluator bind(Binder binder) {
        if (expression != null) {
            return expression.bind(binder);
        }
        if (template != null) {
            return template.bind(binder);
        }
        Object literal = value;
        return scope -> literal;
    }

    String path() {
        return "parameters." + key;
    }
}
