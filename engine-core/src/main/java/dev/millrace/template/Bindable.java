package dev.millrace.template;

import java.util.List;

/** Something with references that becomes an evaluator as soon as they have slots. */
public interface Bindable {
    /** Every reference in it, in order. */
    List<Reference> references();

    Evaluator bind(Binder binder);
}
