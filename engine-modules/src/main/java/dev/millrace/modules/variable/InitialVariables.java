package dev.millrace.modules.variable;

import dev.millrace.value.Coordinate;
import dev.millrace.value.ImageReference;
import dev.millrace.value.VariableTypes;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named variables that a workflow creates, with the values written in it: taken as they are, not converted to the
 * type and with references left as text; without a value the empty one of the type (spec vflow-model 6.3, variable.load).
 */
final class InitialVariables {
    private static final Set<String> CREATORS = Set.of("create_variable", "vflow.variable.create");

    private InitialVariables() {}

    /** Name → value, by the first step that creates the name. */
    static Map<String, @Nullable Object> of(Workflow workflow) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        for (Step step : workflow.steps()) {
            String name = CREATORS.contains(step.moduleId()) && !step.disabled() ? nameIn(step) : "";
            if (!name.isEmpty() && !variables.containsKey(name)) {
                variables.put(name, valueIn(step));
            }
        }
        return variables;
    }

    private static String nameIn(Step step) {
        return step.parameters().get("variableName") instanceof String name ? name.strip() : "";
    }

    private static Object valueIn(Step step) {
        Object value = step.parameters().get("value");
        return value == null || "".equals(value) ? emptyOf(step.parameters().get("type")) : value;
    }

    private static Object emptyOf(@Nullable Object writtenType) {
        return switch (VariableTypes.declared(writtenType)) {
            case NUMBER -> 0L;
            case BOOLEAN -> false;
            case DICTIONARY -> Map.of();
            case LIST -> List.of();
            case IMAGE -> new ImageReference("");
            case COORDINATE -> new Coordinate(0, 0);
            default -> "";
        };
    }
}
