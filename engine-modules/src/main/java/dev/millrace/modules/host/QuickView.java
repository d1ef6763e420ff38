package dev.millrace.modules.host;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.LogLevel;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import java.util.Map;
import java.util.Optional;

/** Shows a value until it is closed; without a callback a log entry (spec vflow-model 6.5). */
final class QuickView implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("quick_view")
            .alias("vflow.data.quick_view")
            .category(Category.SYSTEM)
            .name("快速查看", "Quick View")
            .description("显示一个值，直到关闭", "Show a value until it is closed")
            .input(Input.any("content").label("内容", "Content").help("要显示的值", "The value to show"))
            .output(Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true"))
            .effect(Effect.REPEATABLE)
            .example(new ModuleExample(
                    new LocalizedText("查看文本", "Show a text"), Map.of("content", "42"), Map.of("success", true)))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String text = step.text("content", "");
        String content = text.isBlank() ? "(empty)" : text;
        Optional<QuickViews> views = step.service(QuickViews.class);
        if (views.isEmpty()) {
            step.log(LogLevel.INFO, content, Map.of());
            return StepResult.done("success", true);
        }
        return StepResult.later(views.get().show(content).thenApply(closed -> StepResult.done("success", true)));
    }
}
