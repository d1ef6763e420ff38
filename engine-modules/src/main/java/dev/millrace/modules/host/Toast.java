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
import dev.millrace.module.ParameterCheck;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import java.util.Map;
import java.util.Optional;

/** Shows a short message; without a callback a log entry (spec vflow-model 6.5). */
final class Toast implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("toast")
            .alias("vflow.device.toast")
            .category(Category.SYSTEM)
            .name("显示消息", "Toast")
            .description("短暂显示一条消息", "Show a short message to a person")
            .input(Input.text("message")
                    .required()
                    .withDefault("Hello!")
                    .label("消息", "Message")
                    .help("要显示的文本，不能为空", "The text to show; must not be blank"))
            .output(Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true"))
            .effect(Effect.REPEATABLE)
            .check(new MessageCheck())
            .example(new ModuleExample(
                    new LocalizedText("问候", "A greeting"), Map.of("message", "Hello!"), Map.of("success", true)))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String message = step.text("message", "");
        if (message.isBlank()) {
            return StepResult.failed("Empty message", "input \"message\" is blank; give it a text to show");
        }
        Optional<Toasts> toasts = step.service(Toasts.class);
        if (toasts.isPresent()) {
            toasts.get().show(message);
        } else {
            step.log(LogLevel.INFO, message, Map.of());
        }
        return StepResult.done("success", true);
    }

    /** A message that is blank before anything runs. */
    private static final class MessageCheck implements ParameterCheck {
        @Override
        public void check(Parameters parameters, Findings findings) {
            parameters
                    .literalText("message")
                    .filter(String::isBlank)
                    .ifPresent(message -> findings.error("message", "the message is blank", "write the text to show"));
        }
    }
}
