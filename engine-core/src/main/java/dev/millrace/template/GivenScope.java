package dev.millrace.template;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What an open expression sees while it is evaluated: the values given for its names, and those of its references. */
record GivenScope(int names, IntFunction<@Nullable Object> given, List<?> references, RandomGenerator random)
        implements Scope {
    @Override
    public @Nullable Object variable(int slot) {
        return slot < names ? given.apply(slot) : references.get(slot - names);
    }

    @Override
    public Map<String, @Nullable Object> outputs(int slot) {
        throw new IllegalStateException("references are read before");
    }

    @Override
    public Object system(SystemValue value) {
        throw new IllegalStateException("references are read before");
    }

    @Override
    public void unresolved(Reference reference) {
        throw new IllegalStateException("references are read before: " + reference);
    }
}
