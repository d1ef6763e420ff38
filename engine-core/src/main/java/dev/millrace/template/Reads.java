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
            return at(variable.path(), new OfVariable(binder.variable(variable.name()), variable));
        }
        if (reference instanceof Reference.System system) {
            return at(system.path(), new OfSystem(system.value()));
        }
        Reference.StepOutput output = (Reference.StepOutput) reference;
        int slot = binder.outputs(output.stepId());
        if (slot >= 0 && output.resultNumber().isPresent() && binder.keepsResults(output.stepId())) {
            List<String> inside = output.path().segments();
            return at(
                    PropertyPath.of(inside.subList(1, inside.size())),
                    new OfResult(slot, output.resultNumber().getAsInt(), output));
        }
        if (slot >= 0) {
            String key = binder.canonicalOutput(output.stepId(), output.output());
            return at(output.path(), new OfOutput(slot, key, output));
        }
        return output.stepId().equals(TRIGGER) ? ofTrigger(output) : new OfNothing(output);
    }

    /** Most references have no path; they do not look at one each time they are read. */
    private static Evaluator at(PropertyPath path, Evaluator base) {
        return path.isEmpty() ? base : new OfProperty(base, path);
    }

    /** Without a step of this name it is the trigger's data, with or without the segment that says so. */
    private static Evaluator ofTrigger(Reference.StepOutput output) {
        if (output.output().equals(TRIGGER_DATA)) {
            return at(output.path(), new OfSystem(SystemValue.TRIGGER));
        }
        List<String> segments = new ArrayList<>();
        segments.add(output.output());
        segments.addAll(output.path().segments());
        return at(PropertyPath.of(segments), new OfSystem(SystemValue.TRIGGER));
    }

    private record OfProperty(Evaluator base, PropertyPath path) implements Evaluator {
        @Override
        public @Nullable Object evaluate(Scope scope) {
            Object value = base.evaluate(scope);
            return value == null ? null : path.read(value, scope.random());
        }
    }

    private record OfVariable(int slot, Reference.Variable reference) implements Evaluator {
        @Override
        public @Nullable Object evaluate(Scope scope) {
            Object value = scope.variable(slot);
            if (value == null && !scope.hasVariable(slot)) {
                scope.unresolved(reference);
            }
            return value;
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
            return value;
        }

        @Override
        public long unboxed(Scope scope) {
            return scope.outputs(slot) instanceof Counting counting ? counting.unboxed(key) : BOXED;
        }
    }

    /** What the step gave in one of its runs. */
    private record OfResult(int slot, int number, Reference.StepOutput reference) implements Evaluator {
        @Override
        public @Nullable Object evaluate(Scope scope) {
            Map<String, @Nullable Object> outputs = scope.outputs(slot);
            if (outputs != null && outputs.get(StepResults.OUTPUT) instanceof Map<?, ?> results) {
                String key = StepResults.key(results, number);
                if (results.containsKey(key)) {
                    return results.get(key);
                }
            }
            scope.unresolved(reference);
            return null;
        }
    }

    private record OfSystem(SystemValue value) implements Evaluator {
        @Override
        public @Nullable Object evaluate(Scope scope) {
            return scope.system(value);
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
