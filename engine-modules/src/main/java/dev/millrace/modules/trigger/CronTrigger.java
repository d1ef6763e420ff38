package dev.millrace.modules.trigger;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Inputs;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.ParameterCheck;
import dev.millrace.module.Parameters;
import dev.millrace.module.ScheduledTrigger;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Compiled;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/** A cron expression, in the engine's time zone or another; see {@link WallClock} where clocks are changed. */
final class CronTrigger implements ScheduledTrigger {
    private static final Compiled<CronSchedule> SCHEDULES = Compiled.with(CronSchedule::parse);

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("trigger_cron")
            .category(Category.TRIGGER)
            .name("Cron 触发", "Cron")
            .description("按 Cron 表达式启动", "Starts by a cron expression")
            .input(
                    Input.text("expression")
                            .literal()
                            .required()
                            .withDefault("0 9 * * 1-5")
                            .label("Cron 表达式", "Cron Expression")
                            .help(
                                    "5 个字段（分 时 日 月 周）或 6、7 个字段（秒在前）",
                                    "Five fields (minute first), or six or seven (second first)"),
                    Input.text("timezone")
                            .literal()
                            .withDefault("")
                            .label("时区", "Time Zone")
                            .help("例如 Asia/Shanghai；留空使用引擎的时区", "As in Asia/Shanghai; empty is the engine's zone"))
            .effect(Effect.PURE)
            .check(new ExpressionCheck())
            .example(new ModuleExample(
                    new LocalizedText("工作日早上九点", "Nine o'clock on working days"),
                    Map.of("expression", "0 9 * * 1-5"),
                    Map.of()))
            .example(new ModuleExample(
                    new LocalizedText("每 30 秒", "Every 30 seconds"), Map.of("expression", "0/30 * * * * ?"), Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        return StepResult.done();
    }

    /** Empty also for an expression or zone that cannot be read, which the check of the workflow has reported. */
    @Override
    public Optional<ZonedDateTime> nextFiring(Inputs inputs, ZonedDateTime now) {
        try {
            String timezone = inputs.text("timezone", "").strip();
            ZoneId zone = timezone.isEmpty() ? now.getZone() : ZoneId.of(timezone);
            return SCHEDULES.of(inputs.text("expression", "").strip()).next(now.withZoneSameInstant(zone));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What keeps the trigger from firing. */
    private static final class ExpressionCheck implements ParameterCheck {
        @Override
        public void check(Parameters parameters, Findings findings) {
            parameters.literalText("expression").ifPresent(text -> {
                try {
                    CronSchedule.parse(text.strip());
                } catch (IllegalArgumentException e) {
                    findings.error("expression", String.valueOf(e.getMessage()), CronSchedule.FIX);
                }
            });
            parameters
                    .literalText("timezone")
                    .map(String::strip)
                    .filter(zone -> !zone.isEmpty())
                    .ifPresent(zone -> {
                        try {
                            ZoneId.of(zone);
                        } catch (DateTimeException e) {
                            findings.error(
                                    "timezone",
                                    "there is no time zone \"" + zone + "\"",
                                    "write a name such as Asia/Shanghai");
                        }
                    });
        }
    }
}
