package dev.millrace.template;

import dev.millrace.value.PropertyPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** References bound to their slots. */
final class Reads {
    private static final String TRIGGER = "trigger";
    private static final String TRIGGER_DATA = "data";

    private Reads() {}

    static Evaluator bind(Reference reference, Binder binder) {
        if (reference instanceof Reference.Variable variable) {
            return new OfVariable(binder.variable(variable.name()), variable);
        }
        if (reference instanceof Reference.System system) {
            return new OfSystem(system.value(), system.path());
        }
        Reference.StepOutput output = (Reference.StepOutput) reference;
        int slot = binder.outputs(output.stepId());
        if (slot >= 0) {
            return new OfOutput(slot, binder.canonicalOutput(output.stepId(), output.output()), output);
        }
        return output.stepId().equals(TRIGGER) ? ofTrigger(output) : new OfNothing(output);
    }

    /** Without a step of this name it is the trigger's data, with or without the segment that says so. */
    private static Evaluator ofTrigger(Reference.StepOutput output) {
        if (output.output().equals(TRIGGER_DATA)) {
            return new OfSystem(SystemValue.TRIGGER, output.path());
        }
        List<String> segments = new ArrayList<>();
        segments.add(output.output());
        segments.addAll(output.path().segments());
        return new OfSystem(SystemValue.TRIGGER, PropertyPath.of(segments));
    }

    private static @Nullable Object property(@Nullable Object base, PropertyPath path, Scope scope) {
        return base == null || path.isEmpty() ? base : path.read(base, scope.random());
    }

    private record OfVariable(int slot, Reference.Variable reference) implements Evaluator {
        @Override
        public @Nullable Object evaluate(Scope scope) {
            Object value = scope.variable(slot);
            if (value == null && !scope.hasVariable(slot)) {
                scope.unresolved(reference);
            }
            return property(value, reference.path(), scope);
        }
    }

    private record OfOutput(int slot, String key, Reference.StepOutput reference) implements Evaluator {
        @Override
        public @Nullable Object evaluate(Scope scope) {
            Map<String, @Nullable Object> outputs = scope.outputs(slot);
            Object value = outputs == null ? null : outputs.get(key);
            if (value == null && (outputs == null || !outputs.containsKey(key))) {
                scope.unresolved(reference);
            }
            return property(value, reference.path(), scope);
        }
    }

    private record OfSystem(SystemValue value, PropertyPath path) implements Evaluator {
        @Override
        public @Nullable Object evaluate(Scope scope) {
            return property(scope.system(value), path, scope);
        }
    }

    /** A step that does not exist. */
    private record OfNothing(Reference reference) implements Evaluator {
        @Override
        public @Nullable Object evaluate(Scope scope) {
            scope.unresolved(reference);
            return null;
        }
    }
}
