package dev.millrace.modules.variable;

import dev.millrace.value.Coordinate;
import dev.millrace.value.ImageReference;
import dev.millrace.value.ValueType;
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
    private static final Map<String, ValueType> LEGACY_TYPES = Map.ofEntries(
            Map.entry("数字", ValueType.NUMBER),
            Map.entry("Number", ValueType.NUMBER),
            Map.entry("布尔", ValueType.BOOLEAN),
            Map.entry("Boolean", ValueType.BOOLEAN),
            Map.entry("字典", ValueType.DICTIONARY),
            Map.entry("Dictionary", ValueType.DICTIONARY),
            Map.entry("列表", ValueType.LIST),
            Map.entry("List", ValueType.LIST),
            Map.entry("图像", ValueType.IMAGE),
            Map.entry("图片", ValueType.IMAGE),
            Map.entry("Image", ValueType.IMAGE),
            Map.entry("坐标", ValueType.COORDINATE),
            Map.entry("Coordinate", ValueType.COORDINATE));

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
        String text = writtenType instanceof String name ? name.strip() : "";
        ValueType type = LEGACY_TYPES.getOrDefault(text, ValueType.named(text).orElse(ValueType.STRING));
        return switch (type) {
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
