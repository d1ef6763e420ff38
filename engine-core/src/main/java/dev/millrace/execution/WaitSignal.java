package dev.millrace.execution;

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
import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import java.time.Duration;
import java.util.Map;

/** Waits until a signal of a name is sent to the execution, or a time has passed. */
final class WaitSignal implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("wait_signal")
            .alias("flow.wait_signal")
            .category(Category.LOGIC)
            .name("等待信号", "Wait for Signal")
            .description("等待发给本次执行的信号", "Waits for a signal sent to the execution")
            .icon("ic_signal")
            .input(
                    Input.text("name")
                            .required()
                            .length(1, 200)
                            .label("名称", "Name")
                            .help("信号名称", "The signal's name"),
                    Input.number("timeout")
                            .atLeast(0)
                            .label("超时(毫秒)", "Time limit (ms)")
                            .help("不填则一直等待", "Waits for ever if empty"))
            .output(
                    Output.any("payload").label("内容", "Payload").help("随信号发来的数据", "What came with the signal"),
                    Output.truth("received").label("是否收到", "Received").help("超时则为假", "False if the time ran out"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("等待批准", "Wait for an approval"), Map.of("name", "approved"), Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String name = step.text("name");
        if (!step.has("timeout")) {
            return StepResult.waiting(WakeCondition.signal(name));
        }
        return StepResult.waiting(WakeCondition.signal(name, Duration.ofMillis(step.wholeNumber("timeout"))));
    }

    @Override
    public StepResult resume(StepContext step, WakeUp wakeUp) {
        boolean received = wakeUp.reason() == WakeUp.Reason.SIGNAL;
        return StepResult.done("payload", wakeUp.payload(), "received", received);
    }
}
