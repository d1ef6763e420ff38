package dev.millrace.modules.text;

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

/** Cuts a text at a delimiter (spec vflow-model 6.3, text_split). */
final class TextSplit implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("text_split")
            .alias("vflow.data.text_split")
            .category(Category.DATA)
            .name("文本分割", "Split Text")
            .description("按分隔符把文本分割成列表", "Cut a text at a delimiter into a list")
            .input(
                    Input.text("text")
                            .required()
                            .label("文本", "Text")
                            .help("要分割的文本，不能为空", "The text to cut; must not be empty"),
                    Input.text("delimiter")
                            .withDefault("")
                            .label("分隔符", "Delimiter")
                            .help("按原样匹配；留空则分割成单个字符", "Matched literally; empty cuts into single characters"))
            .output(Output.list("result")
                    .label("结果列表", "Parts")
                    .help("分割得到的文本，包括空文本", "The parts in order, empty ones too"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("按逗号分割", "Cut at commas"),
                    Map.of("text", "a,,b", "delimiter", ","),
                    Map.of("result", List.of("a", "", "b"))))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String text = step.text("text", "");
        if (text.isEmpty()) {
            return Texts.missing("text");
        }
        String delimiter = step.text("delimiter", "");
        return StepResult.done("result", delimiter.isEmpty() ? Texts.characters(text) : Texts.split(text, delimiter));
    }
}
