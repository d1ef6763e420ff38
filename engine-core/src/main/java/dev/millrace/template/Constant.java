package dev.millrace.template;

import dev.millrace.value.Truth;
import org.jspecify.annotations.Nullable;

/** A value that depends on nothing. */
final class Constant implements Evaluator {
    private final @Nullable Object value;
    private final boolean truth;

    Constant(@Nullable Object value) {
        this.value = value;
        this.truth = Truth.of(value);
    }

    @Override
    public @Nullable Object evaluate(Scope scope) {
        return value;
    }

    @Nullable
    Object value() {
        return value;
    }

    @Override
    public boolean test(Scope scope) {
        return truth;
    }
}
