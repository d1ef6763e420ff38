package dev.millrace.launcher;

import dev.millrace.module.BlockRole;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A module of the catalogue as text and as JSON, in English; the Chinese texts are in the JSON too. */
final class ModuleSheet {
    private static final int INDENT = 4;

    private ModuleSheet() {}

    static List<String> table(List<ModuleCatalogue.Entry> entries) {
        int idWidth = entries.stream()
                .mapToInt(entry -> entry.descriptor().id().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(row("CATEGORY", "ID", "NAME", idWidth));
        for (ModuleCatalogue.Entry entry : entries) {
            ModuleDescriptor module = entry.descriptor();
            String name = module.name().english() + (entry.available() ? "" : " (not available here)");
            lines.add(row(module.category().id(), module.id(), name, idWidth));
        }
        return lines;
    }

    private static String row(String category, String id, String name, int idWidth) {
        return padded(category, 15) + padded(id, idWidth + 2) + name;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    static List<String> lines(ModuleCatalogue.Entry entry) {
        ModuleDescriptor module = entry.descriptor();
        List<String> lines = new ArrayList<>();
        lines.add(module.id() + ": " + module.name().english());
        if (!module.description().english().isEmpty()) {
            lines.add(module.description().english());
        }
        lines.add("");
        lines.add("category   " + module.category().id());
        if (!module.aliases().isEmpty()) {
            lines.add("aliases    " + String.join(", ", module.aliases()));
        }
        block(module.block()).forEach((name, value) -> lines.add(padded(name, 11) + value));
        lines.add("effect     " + effect(module));
        module.timeout().ifPresent(limit -> lines.add("timeout    " + limit.toMillis() + " ms"));
        if (!entry.available()) {
            lines.add("available  no: workflows with it can be kept and checked, but the step fails");
        }
        inputs(module, lines);
        outputs(module, lines);
        examples(module, lines);
        return lines;
    }

    private static Map<String, String> block(BlockRole role) {
        return switch (role.position()) {
            case NONE -> Map.of();
            case START -> Map.of("block", "starts a block that " + role.endModuleId() + " ends");
            case MIDDLE -> Map.of("block", "divides a block of " + role.pairing());
            case END -> Map.of("block", "ends a block of " + role.pairing());
        };
    }

    private static String effect(ModuleDescriptor module) {
        return switch (module.effect()) {
            case PURE -> "pure: may be computed again";
            case REPEATABLE -> "repeatable: may happen twice without harm";
            case ONCE -> "once: not repeated after a crash";
        };
    }

    private static void inputs(ModuleDescriptor module, List<String> lines) {
        lines.add("");
        lines.add(module.inputs().isEmpty() ? "inputs: none" : "inputs:");
        for (Input input : module.inputs()) {
            String required = input.isRequired() ? ", required" : "";
            Object fallback = input.defaultValue();
            String byDefault = fallback == null ? "" : ", default " + JsonText.compact(JsonText.plain(fallback));
            lines.add("  " + input.id() + " (" + type(input) + required + byDefault + ")");
            detail("options: ", String.join(", ", input.constraints().options()), lines);
            detail("", help(input.label(), input.help()), lines);
            detail("aliases: ", String.join(", ", input.aliases()), lines);
        }
    }

    private static String type(Input input) {
        return switch (input.syntax()) {
            case EXPRESSION -> "expression";
            case OPEN_EXPRESSION -> "expression over " + String.join(", ", input.openNames());
            default -> input.type().id();
        };
    }

    private static void outputs(ModuleDescriptor module, List<String> lines) {
        lines.add("");
        lines.add(module.outputs().isEmpty() ? "outputs: none" : "outputs:");
        for (Output output : module.outputs()) {
            lines.add("  " + output.id() + " (" + output.type().id() + ")");
            detail("", help(output.label(), output.help()), lines);
            detail("aliases: ", String.join(", ", output.aliases()), lines);
        }
        if (module.hasOpenOutputs()) {
            lines.add("  and others, which depend on the data");
        }
    }

    private static void examples(ModuleDescriptor module, List<String> lines) {
        for (ModuleExample example : module.examples()) {
            lines.add("");
            lines.add("example: " + example.name().english());
            lines.add("  parameters " + JsonText.compact(JsonText.plain(example.parameters())));
            if (!example.outputs().isEmpty()) {
                lines.add("  outputs    " + JsonText.compact(JsonText.plain(example.outputs())));
            }
        }
    }

    private static String help(LocalizedText label, LocalizedText help) {
        return help.english().isEmpty() ? label.english() : help.english();
    }

    private static void detail(String name, String text, List<String> lines) {
        if (!text.isEmpty()) {
            lines.add(" ".repeat(INDENT) + name + text);
        }
    }

    static Map<String, @Nullable Object> json(ModuleCatalogue.Entry entry) {
        ModuleDescriptor module = entry.descriptor();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", module.id());
        fields.put("aliases", module.aliases());
        fields.put("category", module.category().id());
        texts(fields, "name", module.name());
        texts(fields, "description", module.description());
        fields.put("available", entry.available());
        fields.put("effect", lower(module.effect()));
        fields.put("block", blockJson(module.block()));
        fields.put("inputs", module.inputs().stream().map(ModuleSheet::json).toList());
        fields.put("outputs", module.outputs().stream().map(ModuleSheet::json).toList());
        fields.put("openOutputs", module.hasOpenOutputs());
        fields.put("examples", module.examples().stream().map(ModuleSheet::json).toList());
        return fields;
    }

    private static Map<String, @Nullable Object> blockJson(BlockRole role) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("position", lower(role.position()));
        fields.put("pairing", role.pairing().isEmpty() ? null : role.pairing());
        fields.put("endModuleId", role.endModuleId().isEmpty() ? null : role.endModuleId());
        return fields;
    }

    private static Map<String, @Nullable Object> json(Input input) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", input.id());
        fields.put("type", input.type().id());
        fields.put("syntax", lower(input.syntax()));
        fields.put("required", input.isRequired());
        fields.put("default", JsonText.plain(input.defaultValue()));
        fields.put("options", input.constraints().options());
        texts(fields, "label", input.label());
        texts(fields, "help", input.help());
        fields.put("aliases", input.aliases());
        return fields;
    }

    private static Map<String, @Nullable Object> json(Output output) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", output.id());
        fields.put("type", output.type().id());
        texts(fields, "label", output.label());
        texts(fields, "help", output.help());
        fields.put("aliases", output.aliases());
        return fields;
    }

    private static Map<String, @Nullable Object> json(ModuleExample example) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        texts(fields, "name", example.name());
        fields.put("parameters", JsonText.plain(example.parameters()));
        fields.put("outputs", JsonText.plain(example.outputs()));
        return fields;
    }

    /** As document 001 names them: the Chinese text under the name, the English one with {@code En} behind it. */
    private static void texts(Map<String, @Nullable Object> fields, String name, LocalizedText text) {
        fields.put(name, text.chinese());
        fields.put(name + "En", text.english());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
