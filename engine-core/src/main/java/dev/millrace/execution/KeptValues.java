package dev.millrace.execution;

import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.ExecutionView.Part;
import dev.millrace.value.PlainValue;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a history keeps of the values of an execution. Of one that strangers start by an API that is limited: what they send
 * would fill it otherwise.
 */
final class KeptValues {
    /** Of each output of the trigger, of all outputs of steps, of all variables, of the output, and of what was returned. */
    private static final long MAX_BYTES = 1 << 20;

    private final Set<Part> truncated = EnumSet.noneOf(Part.class);

    private KeptValues() {}

    static ExecutionView of(ExecutionView end, Workflow workflow) {
        return !workflow.isApi() || isSmall(end) ? end : new KeptValues().kept(end, workflow);
    }

    /** Nearly all are, and need not be copied to know it. */
    private static boolean isSmall(ExecutionView end) {
        Room room = new Room(MAX_BYTES);
        return room.surelyHolds(end.outputs())
                && room.surelyHolds(end.variables())
                && room.surelyHolds(end.output())
                && room.surelyHolds(end.returnValue());
    }

    private ExecutionView kept(ExecutionView end, Workflow workflow) {
        Set<String> triggers = workflow.triggers().stream().map(Step::id).collect(Collectors.toSet());
        Map<String, Map<String, @Nullable Object>> outputs = outputs(end.outputs(), triggers);
        Map<String, @Nullable Object> variables = dictionary(end.variables(), Part.VARIABLES, new Room(MAX_BYTES));
        Object output = value(end.output(), Part.OUTPUT);
        Object returnValue = value(end.returnValue(), Part.RETURN_VALUE);
        return truncated.isEmpty() ? end : end.withValues(outputs, variables, output, returnValue, truncated);
    }

    private Map<String, Map<String, @Nullable Object>> outputs(
            Map<String, Map<String, @Nullable Object>> outputs, Set<String> triggers) {
        Map<String, Map<String, @Nullable Object>> kept = new LinkedHashMap<>();
        Room ofSteps = new Room(MAX_BYTES);
        outputs.forEach((step, values) ->
                kept.put(step, triggers.contains(step) ? brought(values) : dictionary(values, Part.OUTPUTS, ofSteps)));
        return Collections.unmodifiableMap(kept);
    }

    /** What a trigger brought says the same in several ways, each of which is limited by itself. */
    private Map<String, @Nullable Object> brought(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        values.forEach((name, value) -> kept.put(name, value(value, Part.OUTPUTS)));
        return Collections.unmodifiableMap(kept);
    }

    private @Nullable Object value(@Nullable Object value, Part part) {
        Room room = new Room(MAX_BYTES);
        Object taken = room.take(value);
        if (!room.isOver()) {
            return value;
        }
        truncated.add(part);
        return PlainValue.of(taken);
    }

    private Map<String, @Nullable Object> dictionary(Map<String, @Nullable Object> values, Part part, Room room) {
        Map<String, @Nullable Object> taken = room.take(values);
        if (!room.isOver()) {
            return values;
        }
        truncated.add(part);
        return PlainValue.dictionary(taken);
    }
}
