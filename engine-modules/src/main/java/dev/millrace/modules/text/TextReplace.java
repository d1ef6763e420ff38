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
import java.util.Map;

/** Replaces every occurrence of a text by another (spec vflow-model 6.3, text_replace). */
final class TextReplace implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("text_replace")
            .alias("vflow.data.text_replace")
            .category(Category.DATA)
            .name("文本替换", "Replace Text")
            .description("替换文本中所有匹配的内容", "Replace every occurrence of a text")
            .input(
                    Input.text("text")
                            .required()
                            .label("文本", "Text")
                            .help("原文本，不能为空", "The text to change; must not be empty"),
                    Input.text("find")
                            .required()
                            .label("查找", "Find")
                            .help("按原样匹配，区分大小写，不能为空", "Matched literally and case-sensitively; must not be empty"),
                    Input.text("replace")
                            .withDefault("")
                            .label("替换为", "Replace With")
                            .help("留空则删除", "Empty deletes"))
            .output(Output.text("result").label("结果", "Result").help("替换后的文本", "The changed text"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("替换分隔符", "Change the separator"),
                    Map.of("text", "a-b-c", "find", "-", "replace", "+"),
                    Map.of("result", "a+b+c")))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String text = step.text("text", "");
        String find = step.text("find", "");
        if (text.isEmpty()) {
            return Texts.missing("text");
        }
        if (find.isEmpty()) {
            return Texts.missing("find");
        }
        return StepResult.done("result", Texts.replace(text, find, step.text("replace", "")));
    }
}
