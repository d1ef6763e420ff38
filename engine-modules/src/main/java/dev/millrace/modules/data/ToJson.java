package dev.millrace.modules.data;

import dev.millrace.json.Layout;
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
import java.util.List;
import java.util.Map;

/** Writes any value as JSON. */
final class ToJson implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("to_json")
            .category(Category.DATA)
            .name("转换为 JSON", "To JSON")
            .description("把任意值写成 JSON 文本", "Write any value as JSON text")
            .input(
                    Input.any("value")
                            .label("值", "Value")
                            .help("列表、字典或任意值；留空为 null", "A list, a dictionary or any value; absent is null"),
                    Input.truth("pretty")
                            .withDefault(false)
                            .label("缩进", "Indented")
                            .help("每个元素一行", "One element a line"))
            .output(Output.text("result").label("JSON", "JSON").help("JSON 文本", "The JSON text"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("字典转 JSON", "A dictionary as JSON"),
                    Map.of("value", Map.of("tags", List.of("a", 1, true))),
                    Map.of("result", "{\"tags\":[\"a\",1,true]}")))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        Layout layout = step.truth("pretty", false) ? Layout.INDENTED : Layout.COMPACT;
        return StepResult.done("result", StepJson.write(step.input("value"), layout));
    }
}
