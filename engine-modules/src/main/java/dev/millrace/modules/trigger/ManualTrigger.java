package dev.millrace.modules.trigger;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import java.util.Map;

/** A start by a person or a program (spec vflow-model 6.1). */
final class ManualTrigger implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("trigger_manual")
            .alias("vflow.trigger.manual")
            .category(Category.TRIGGER)
            .name("手动触发", "Manual")
            .description("由人或程序启动", "Started by a person or a program")
            .output(Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true"))
            .effect(Effect.PURE)
            .example(new ModuleExample(new LocalizedText("手动启动", "A manual start"), Map.of(), Map.of("success", true)))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        return StepResult.done("success", true);
    }
}
