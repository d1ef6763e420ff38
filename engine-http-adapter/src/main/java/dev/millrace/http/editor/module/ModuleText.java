package dev.millrace.http.editor.module;

import dev.millrace.module.BlockRole;
import dev.millrace.module.Constraints;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.UiType;
import dev.millrace.value.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A module as document 001 writes it: as an item of the list, and in full. */
final class ModuleText {
    /** Below it, every whole double is a long. */
    private static final double MAX_WHOLE = 1e18;

    private final ModuleCatalogue.Entry entry;
    private final ModuleDescriptor module;

    ModuleText(ModuleCatalogue.Entry entry) {
        this.entry = entry;
        this.module = entry.descriptor();
    }

    Map<String, @Nullable Object> item() {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("id", module.id());
        item.put("metadata", metadata());
        item.put("blockBehavior", blockBehavior());
        if (!entry.available()) {
            item.put("available", false);
        }
        return item;
    }

    Map<String, @Nullable Object> details() {
        Map<String, @Nullable Object> details = item();
        Map<String, @Nullable Object> metadata = metadata();
        metadata.put("helpUrl", module.helpUrl().orElse(null));
        details.put("metadata", metadata);
        details.put("inputs", module.inputs().stream().map(ModuleText::input).toList());
        details.put("outputs", module.outputs().stream().map(ModuleText::output).toList());
        details.put("examples", module.examples().stream().map(this::example).toList());
        return details;
    }

    private Map<String, @Nullable Object> metadata() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        put(metadata, "name", module.name());
        metadata.put("icon", module.icon());
        metadata.put("category", module.category().id());
        put(metadata, "description", module.description());
        return metadata;
    }

    private Map<String, @Nullable Object> blockBehavior() {
        BlockRole block = module.block();
        boolean isPart = block.position() != BlockRole.Position.NONE;
        Map<String, @Nullable Object> behavior = new LinkedHashMap<>();
        behavior.put("blockType", isPart ? block.pairing() : "none");
        behavior.put("canStartWorkflow", !isPart);
        behavior.put("endBlockId", block.endModuleId().isEmpty() ? null : block.endModuleId());
        return behavior;
    }

    private static Map<String, @Nullable Object> input(Input input) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", input.id());
        fields.put("type", type(input).id());
        put(fields, "label", input.label());
        put(fields, "description", input.help());
        fields.put("defaultValue", input.defaultValue());
        fields.put("required", isRequired(input));
        fields.put("uiType", input.uiType().id());
        Map<String, Object> constraints = constraints(input.constraints());
        if (!constraints.isEmpty()) {
            fields.put("constraints", constraints);
        }
        return fields;
    }

    /** An input that takes anything says what its editor gives. */
    private static ValueType type(Input input) {
        if (input.type() != ValueType.ANY) {
            return input.type();
        }
        return switch (input.uiType()) {
            case KEY_VALUE_EDITOR -> ValueType.DICTIONARY;
            case CODE_EDITOR -> ValueType.STRING;
            default -> ValueType.ANY;
        };
    }

    /** In an editor, a choice with a default is always made. */
    static boolean isRequired(Input input) {
        boolean isChoice = input.uiType() == UiType.DROPDOWN && input.defaultValue() != null;
        return input.isRequired() || isChoice;
    }

    private static Map<String, Object> constraints(Constraints constraints) {
        Map<String, Object> fields = new LinkedHashMap<>();
        putNumber(fields, "min", constraints.min());
        putNumber(fields, "max", constraints.max());
        putNumber(fields, "step", constraints.step());
        if (constraints.pattern() != null) {
            fields.put("pattern", constraints.pattern());
        }
        if (constraints.minLength() != null) {
            fields.put("minLength", constraints.minLength());
        }
        if (constraints.maxLength() != null) {
            fields.put("maxLength", constraints.maxLength());
        }
        if (!constraints.options().isEmpty()) {
            fields.put("options", constraints.options());
        }
        if (constraints.language() != null) {
            fields.put("language", constraints.language());
        }
        return fields;
    }

    private static Map<String, @Nullable Object> output(Output output) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", output.id());
        fields.put("type", output.type().id());
        put(fields, "label", output.label());
        put(fields, "description", output.help());
        return fields;
    }

    private Map<String, @Nullable Object> example(ModuleExample example) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        put(fields, "name", example.name());
        put(fields, "description", module.description());
        fields.put("parameters", example.parameters());
        return fields;
    }

    /** The Chinese text under the name, the English one under {@code <name>En}. */
    static void put(Map<String, ? super String> fields, String name, LocalizedText text) {
        fields.put(name, text.chinese());
        fields.put(name + "En", text.english());
    }

    /** Without a fraction where it has none. */
    static void putNumber(Map<String, ? super Number> fields, String name, @Nullable Double number) {
        if (number != null) {
            boolean isWhole = number == Math.rint(number) && Math.abs(number) < MAX_WHOLE;
            fields.put(name, isWhole ? (Number) number.longValue() : number);
        }
    }

    /** What the list can be searched for. */
    List<String> searched() {
        return List.of(
                module.id(),
                module.name().chinese(),
                module.name().english(),
                module.description().chinese(),
                module.description().english(),
                String.join("\n", module.aliases()));
    }
}
