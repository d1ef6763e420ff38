package dev.millrace.template;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What an evaluator reads; the execution implements it. Slots are those the {@link Binder} gave. */
public interface Scope {
    /** The outputs of a step; null when it has none yet. */
    @Nullable
    Map<String, @Nullable Object> outputs(int slot);

    /** The value of a named variable; null when it does not exist. */
    @Nullable
    Object variable(int slot);

    /** True if a named variable exists, be its value null or not; asked only where {@link #variable} gave null. */
    default boolean hasVariable(int slot) {
        return variable(slot) != null;
    }

    /** A value of the execution itself. */
    @Nullable
    Object system(SystemValue value);

    RandomGenerator random();

    /** Told of every reference that gave nothing because its step has no such output or its variable does not exist. */
    void unresolved(Reference reference);
}
