package dev.millrace.modules.data;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Plain;
import dev.millrace.modules.guard.Unknown;
import dev.millrace.value.Excerpt;
import dev.millrace.value.TextForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a changed copy of a dictionary; the order of the entries stays. */
final class DictionaryEdit implements Module {
    private static final Input OPERATION = Input.options("operation", "set", "remove", "rename", "merge", "pick")
            .required()
            .withDefault("set")
            .legacyOption("设置", "set")
            .legacyOption("删除", "remove")
            .legacyOption("重命名", "rename")
            .legacyOption("合并", "merge")
            .legacyOption("选取", "pick")
            .label("操作", "Operation")
            .help("要进行的字典操作", "What to do with the dictionary");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("dictionary_edit")
            .category(Category.DATA)
            .name("编辑字典", "Edit Dictionary")
            .description("设置、删除、重命名、合并或选取字典的键", "Set, remove, rename, merge or pick entries of a dictionary")
            .input(
                    Input.dictionary("dictionary")
                            .required()
                            .label("字典", "Dictionary")
                            .help("原字典不会改变", "The dictionary itself stays as it is"),
                    OPERATION,
                    Input.text("key")
                            .visibleWhen("operation", "set", "remove", "rename")
                            .label("键", "Key")
                            .help("要设置、删除或重命名的键", "The key to set, remove or rename"),
                    Input.any("value")
                            .visibleWhen("operation", "set")
                            .label("值", "Value")
                            .help("键的新值", "The new value under the key"),
                    Input.text("newKey")
                            .visibleWhen("operation", "rename")
                            .label("新键", "New Key")
                            .help("重命名后的键", "The key afterwards"),
                    Input.dictionary("other")
                            .visibleWhen("operation", "merge")
                            .label("另一个字典", "Other Dictionary")
                            .help("其中的键优先", "Its entries win"),
                    Input.list("keys")
                            .visibleWhen("operation", "pick")
                            .label("键列表", "Keys")
                            .help("要保留的键", "The keys to keep"))
            .output(
                    Output.dictionary("result").label("结果", "Result").help("修改后的字典", "The changed dictionary"),
                    Output.number("count").label("键的个数", "Count").help("结果中键的个数", "Entries of the result"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("设置一个键", "Set a key"),
                    Map.of("dictionary", Map.of("a", 1), "operation", "set", "key", "b", "value", 2),
                    Map.of("result", Map.of("a", 1, "b", 2), "count", 2)))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        Map<String, @Nullable Object> dictionary = step.dictionary("dictionary");
        String operation = step.option("operation", "");
        if (OPERATION.optionNamed(operation) == null) {
            return Unknown.option(OPERATION, operation);
        }
        Map<String, @Nullable Object> result = Plain.dictionary(edited(step, operation, dictionary));
        return StepResult.done("result", result, "count", (long) result.size());
    }

    private static Map<String, @Nullable Object> edited(
            StepContext step, String operation, Map<String, @Nullable Object> dictionary) {
        return switch (operation) {
            case "set" -> set(dictionary, step.text("key"), step.input("value"));
            case "remove" -> remove(dictionary, step.text("key"));
            case "rename" -> rename(dictionary, step.text("key"), step.text("newKey"));
            case "merge" -> merge(dictionary, step.dictionary("other"));
            default -> pick(dictionary, step.list("keys"));
        };
    }

    private static Map<String, @Nullable Object> set(
            Map<String, @Nullable Object> dictionary, String key, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(dictionary);
        copy.put(key, value);
        return copy;
    }

    private static Map<String, @Nullable Object> remove(Map<String, @Nullable Object> dictionary, String key) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(dictionary);
        copy.remove(key);
        return copy;
    }

    private static Map<String, @Nullable Object> rename(
            Map<String, @Nullable Object> dictionary, String key, String newKey) {
        if (!dictionary.containsKey(key)) {
            throw new StepFailedException(
                    "No such key",
                    "the dictionary has no key " + Excerpt.quoted(key) + "; test it with a condition first");
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        dictionary.forEach((name, value) -> {
            if (name.equals(key)) {
                copy.put(newKey, value);
            } else if (!name.equals(newKey)) {
                copy.put(name, value);
            }
        });
        return copy;
    }

    private static Map<String, @Nullable Object> merge(
            Map<String, @Nullable Object> dictionary, Map<String, @Nullable Object> other) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(dictionary);
        copy.putAll(other);
        return copy;
    }

    private static Map<String, @Nullable Object> pick(
            Map<String, @Nullable Object> dictionary, List<@Nullable Object> keys) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Object key : keys) {
            String name = TextForm.of(key);
            if (dictionary.containsKey(name)) {
                copy.put(name, dictionary.get(name));
            }
        }
        return copy;
    }
}
