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
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Compiled;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON and takes values out of it by a simple path (spec vflow-model 6.3, parse_json, recommended values). */
final class ParseJson implements Module {
    private static final int MAX_PATH_LENGTH = 1_000;
    private static final Compiled<MemberPath> PATHS = Compiled.with(MemberPath::of);

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("parse_json")
            .alias("vflow.data.parse_json")
            .category(Category.DATA)
            .name("解析 JSON", "Parse JSON")
            .description("解析 JSON 文本，并按路径取值", "Read JSON and take values out of it by a path")
            .input(
                    Input.any("json")
                            .required()
                            .code("json")
                            .label("JSON", "JSON")
                            .help("JSON 对象或数组的文本", "The text of a JSON object or array"),
                    Input.text("path")
                            .required()
                            .label("路径", "Path")
                            .help("例如 items.0.name 或 items.*.id", "As in items.0.name or items.*.id"))
            .output(
                    Output.any("first_value")
                            .label("第一个值", "First Value")
                            .help("找到的第一个值，没有则为空", "The first value found, or null"),
                    Output.list("all_values").label("所有值", "All Values").help("找到的所有值", "Every value found, in order"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("取一个值", "One value"),
                    Map.of("json", "{\"user\":{\"name\":\"Ann\"}}", "path", "user.name"),
                    Map.of("first_value", "Ann", "all_values", List.of("Ann"))))
            .example(new ModuleExample(
                    new LocalizedText("取所有元素的字段", "A field of every element"),
                    Map.of("json", "{\"items\":[{\"id\":1},{\"id\":2}]}", "path", "items.*.id"),
                    Map.of("first_value", 1, "all_values", Arrays.asList(1, 2))))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        Object json = step.input("json");
        String path = step.text("path", "").strip();
        if (path.isEmpty() || path.length() > MAX_PATH_LENGTH) {
            return StepResult.failed(
                    "Invalid path",
                    "input \"path\" has " + path.length() + " characters; write 1 to " + MAX_PATH_LENGTH
                            + ", as in items.0.name");
        }
        List<@Nullable Object> found = PATHS.of(path).find(Documents.of(step, json));
        return StepResult.done("first_value", found.isEmpty() ? null : found.get(0), "all_values", found);
    }
}
