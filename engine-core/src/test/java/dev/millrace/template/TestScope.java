package dev.millrace.template;

import dev.millrace.value.PlainValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Slots and values by name, filled by tests. */
final class TestScope implements Binder, Scope {
    private final List<String> names = new ArrayList<>();
    private final Map<String, Map<String, @Nullable Object>> steps = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private final Map<SystemValue, Object> system = new EnumMap<>(SystemValue.class);
    private final Map<String, String> aliases = new HashMap<>();
    final List<String> unresolved = new ArrayList<>();

    /** The example of spec vflow-model 4.3. */
    static TestScope example() {
        return new TestScope()
                .output("s1", "n", 5)
                .output("s1", "l", List.of("a", "b"))
                .output("s1", "d", Map.of("k", Map.of("z", 1)))
                .output("s1", "nothing", null)
                .variable("who", "Ann")
                .variable("nothing", null);
    }

    TestScope output(String step, String output, @Nullable Object value) {
        steps.computeIfAbsent(step, id -> new HashMap<>()).put(output, PlainValue.of(value));
        return this;
    }

    /** A step that has not run. */
    TestScope step(String id) {
        names.add(id);
        return this;
    }

    TestScope variable(String name, @Nullable Object value) {
        variables.put(name, PlainValue.of(value));
        return this;
    }

    TestScope system(SystemValue name, Object value) {
        system.put(name, value);
        return this;
    }

    TestScope alias(String name, String canonical) {
        aliases.put(name, canonical);
        return this;
    }

    private int slot(String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name);
    }

    @Override
    public int outputs(String stepId) {
        return steps.containsKey(stepId) || names.contains(stepId) ? slot(stepId) : -1;
    }

    @Override
    public String canonicalOutput(String stepId, String name) {
        return aliases.getOrDefault(name, name);
    }

    @Override
    public boolean keepsResults(String stepId) {
        return false;
    }

    @Override
    public int variable(String name) {
        return slot(name);
    }

    @Override
    public @Nullable Map<String, @Nullable Object> outputs(int slot) {
        return steps.get(names.get(slot));
    }

    @Override
    public @Nullable Object variable(int slot) {
        return variables.get(names.get(slot));
    }

    @Override
    public boolean hasVariable(int slot) {
        return variables.containsKey(names.get(slot));
    }

    @Override
    public @Nullable Object system(SystemValue value) {
        return system.get(value);
    }

    @Override
    public RandomGenerator random() {
        return new SplittableRandom(1);
    }

    @Override
    public void unresolved(Reference reference) {
        unresolved.add(reference.toString());
    }
}
