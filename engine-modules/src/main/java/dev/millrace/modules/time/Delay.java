package dev.millrace.modules.time;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.ParameterCheck;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import java.time.Duration;
import java.util.Map;

/** Waits without a thread (spec vflow-model 6.5, delay; outputs of document 001). */
final class Delay implements Module {
    // a hundred years: far beyond use, and every clock can still add it
    private static final long MAX_MILLIS = 100L * 366 * 24 * 60 * 60 * 1000;

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("delay")
            .alias("vflow.device.delay")
            .category(Category.SYSTEM)
            .name("延迟", "Delay")
            .description("延迟指定时间", "Delay for specified time")
            .input(Input.number("duration")
                    .required()
                    .range(0, MAX_MILLIS)
                    .withDefault(1000)
                    .unit("毫秒", "ms")
                    .label("延迟时间", "Duration")
                    .help("毫秒，不小于 0", "In milliseconds, 0 or more"))
            .output(
                    Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true"),
                    Output.number("actualDuration")
                            .label("实际延迟", "Actual Duration")
                            .help("实际等待的毫秒数", "Milliseconds waited"))
            .effect(Effect.REPEATABLE)
            .check(new DurationCheck())
            .example(new ModuleExample(
                    new LocalizedText("不等待", "No wait"),
                    Map.of("duration", 0),
                    Map.of("success", true, "actualDuration", 0)))
            .example(new ModuleExample(new LocalizedText("等待一秒", "Wait a second"), Map.of("duration", 1000), Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        Number duration = step.number("duration");
        if (!(duration.doubleValue() >= 0 && duration.doubleValue() <= MAX_MILLIS)) {
            return StepResult.failed(
                    "Invalid duration",
                    "input \"duration\" must be 0 to " + MAX_MILLIS + " milliseconds, but is "
                            + Excerpt.quoted(duration));
        }
        long millis = duration.longValue();
        return millis == 0 ? waited(0) : StepResult.waiting(WakeCondition.after(Duration.ofMillis(millis)));
    }

    @Override
    public StepResult resume(StepContext step, WakeUp wakeUp) {
        return waited(wakeUp.waited().toMillis());
    }

    private static StepResult waited(long millis) {
        return StepResult.done("success", true, "actualDuration", millis);
    }

    /** A text in place of a number, as old files hold it. */
    private static final class DurationCheck implements ParameterCheck {
        @Override
        public void check(Parameters parameters, Findings findings) {
            parameters
                    .literalText("duration")
                    .filter(text -> !isDuration(text))
                    .ifPresent(text -> findings.error(
                            "duration",
                            "the duration must be a whole number of milliseconds, 0 or more, but is "
                                    + Excerpt.quoted(text),
                            "write a number such as 1000, or refer to one: {{step.output}}"));
        }

        private static boolean isDuration(String text) {
            Number number = NumberForm.of(text);
            return (number instanceof Long millis && millis >= 0)
                    || (number instanceof Double real && real >= 0 && Math.rint(real) == real);
        }
    }
}
