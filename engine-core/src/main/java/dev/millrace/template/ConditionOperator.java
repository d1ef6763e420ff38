package dev.millrace.template;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operators of {@code if_condition} and {@code while} in their operand form (spec vflow-model 5.8, recommended). */
public enum ConditionOperator {
    EXISTS;

    /** The id on the wire. */
    public String id() {
        throw new UnsupportedOperationException();
    }

    /** The operator with this id or legacy label (spec vflow-model appendix A). */
    public static Optional<ConditionOperator> named(String text) {
        throw new UnsupportedOperationException();
    }

    /** How many of {@code value1} and {@code value2} it reads: 0 to 2. */
    public int operands() {
        throw new UnsupportedOperationException();
    }

    public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
        throw new UnsupportedOperationException();
    }
}
