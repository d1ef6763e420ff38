package dev.millrace.http.editor.module;

import dev.millrace.module.Constraints;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.UiType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form in which an editor asks for the parameters of a step: one field for each input. */
final class InputForm {
    private final ModuleDescriptor module;

    InputForm(ModuleDescriptor module) {
        this.module = module;
    }

    List<Map<String, @Nullable Object>> fields() {
        List<Map<String, @Nullable Object>> fields = new ArrayList<>();
        for (Input input : module.inputs()) {
            fields.add(field(input));
        }
        return fields;
    }

    private Map<String, @Nullable Object> field(Input input) {
        boolean takesReferences = input.syntax() != Input.Syntax.LITERAL;
        Map<String, @Nullable Object> field = new LinkedHashMap<>();
        field.put("key", input.id());
        field.put("type", input.uiType().id());
        ModuleText.put(field, "label", input.label());
        field.put("required", ModuleText.isRequired(input));
        field.put("defaultValue", input.defaultValue());
        field.put("allowVariables", takesReferences);
        switch (input.uiType()) {
            case TEXT_FIELD, CODE_EDITOR -> text(input, takesReferences, field);
            case NUMBER_SLIDER -> number(input, field);
            case DROPDOWN -> field.put("options", options(input.constraints()));
            case KEY_VALUE_EDITOR -> {
                field.put("keyPlaceholder", "Name");
                field.put("valuePlaceholder", "Value");
            }
            case SWITCH -> {}
        }
        Input.VisibleWhen visible = input.visibleWhen();
        if (visible != null) {
            field.put("visibleWhen", Map.of("key", visible.input(), "values", visible.values()));
        }
        return field;
    }

    private void text(Input input, boolean takesReferences, Map<String, @Nullable Object> field) {
        if (input.uiType() == UiType.TEXT_FIELD) {
            field.put("placeholder", placeholder(input));
        }
        String pattern = input.constraints().pattern();
        if (pattern != null) {
            String message = "Invalid format: " + input.label().english() + " must match " + pattern;
            field.put("validation", Map.of("pattern", pattern, "message", message));
        }
        if (input.constraints().language() != null) {
            field.put("language", input.constraints().language());
        }
        if (takesReferences) {
            field.put("autocomplete", Map.of("type", "variable", "allowMagicVariables", true));
        }
    }

    /** What the module's first example has there; empty if it has no text. */
    private String placeholder(Input input) {
        if (module.examples().isEmpty()) {
            return "";
        }
        Object shown = module.examples().get(0).parameters().get(input.id());
        return shown instanceof String text ? text : "";
    }

    private static void number(Input input, Map<String, @Nullable Object> field) {
        Constraints constraints = input.constraints();
        ModuleText.putNumber(field, "min", constraints.min());
        ModuleText.putNumber(field, "max", constraints.max());
        ModuleText.putNumber(field, "step", constraints.step());
        if (!input.unit().equals(LocalizedText.EMPTY)) {
            ModuleText.put(field, "unit", input.unit());
        }
    }

    private static List<Map<String, String>> options(Constraints constraints) {
        return constraints.options().stream()
                .map(option -> Map.of("value", option, "label", option))
                .toList();
    }
}
