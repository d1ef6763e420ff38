package dev.millrace.test;

import dev.millrace.module.NamedVariables;
import dev.millrace.value.PlainValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named variables over the map of a tester. A step makes a variable once; its own is not told from another's. */
final class TestVariables implements NamedVariables {
    private final Map<String, @Nullable Object> variables;

    TestVariables(Map<String, @Nullable Object> variables) {
        this.variables = variables;
    }

    @Override
    public @Nullable Object get(String name) {
        return variables.get(name);
    }

    @Override
    public void set(String name, @Nullable Object value) {
        variables.put(name, PlainValue.of(value));
    }

    @Override
    public boolean create(String name, @Nullable Object value) {
        if (variables.get(name) != null) {
            return false;
        }
        set(name, value);
        return true;
    }

    @Override
    public Map<String, @Nullable Object> asMap() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
