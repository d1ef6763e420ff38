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
import dev.millrace.modules.guard.Unknown;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an entry into the log of the execution. */
final class Log implements Module {
    private static final Input LEVEL = Input.options("level", "info", "warning", "error")
            .withDefault("info")
            .legacyOption("信息", "info")
            .legacyOption("警告", "warning")
            .legacyOption("错误", "error")
            .label("级别", "Level")
            .help("信息、警告或错误", "How important the entry is");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("log")
            .category(Category.SYSTEM)
            .name("日志", "Log")
            .description("写入一条执行日志", "Write an entry into the log of the execution")
            .input(
                    Input.text("message").required().label("内容", "Message").help("日志的内容", "What the entry says"),
                    LEVEL,
                    Input.dictionary("details").label("详情", "Details").help("附加的键和值", "More keys and values"))
            .output(Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true"))
            .effect(Effect.REPEATABLE)
            .example(new ModuleExample(
                    new LocalizedText("记录一条信息", "Log a message"),
                    Map.of("message", "Order received", "level", "info"),
                    Map.of("success", true)))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String level = step.option("level", "info");
        if (LEVEL.optionNamed(level) == null) {
            return Unknown.option(LEVEL, level);
        }
        Map<String, @Nullable Object> details = step.has("details") ? step.dictionary("details") : Map.of();
        step.log(LogLevel.valueOf(level.toUpperCase(Locale.ROOT)), step.text("message", ""), details);
        return StepResult.done("success", true);
    }
}
