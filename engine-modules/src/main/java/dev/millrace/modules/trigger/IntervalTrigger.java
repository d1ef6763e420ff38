package dev.millrace.modules.trigger;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Inputs;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.ScheduledTrigger;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.value.NumberForm;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The same time again and again, counted from the last firing (spec vflow-model 6.1). */
final class IntervalTrigger implements ScheduledTrigger {
    private static final double MAX_INTERVAL = 1e9;
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "second", ChronoUnit.SECONDS,
            "minute", ChronoUnit.MINUTES,
            "hour", ChronoUnit.HOURS,
            "day", ChronoUnit.DAYS);

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("trigger_interval")
            .alias("vflow.trigger.interval")
            .category(Category.TRIGGER)
            .name("间隔触发", "Interval")
            .description("每隔一段时间启动", "Starts again and again after the same time")
            .input(
                    Input.number("interval")
                            .literal()
                            .required()
                            .range(1, MAX_INTERVAL)
                            .withDefault(1)
                            .label("间隔", "Interval")
                            .help("大于 0 的整数", "A whole number of 1 or more"),
                    Input.options("unit", "second", "minute", "hour", "day")
                            .withDefault("minute")
                            .legacyOption("秒", "second")
                            .legacyOption("分钟", "minute")
                            .legacyOption("小时", "hour")
                            .legacyOption("天", "day")
                            .label("单位", "Unit")
                            .help("秒、分钟、小时或天", "Seconds, minutes, hours or days"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("每两小时", "Every two hours"), Map.of("interval", 2, "unit", "hour"), Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        return StepResult.done();
    }

    @Override
    public Optional<ZonedDateTime> nextFiring(Inputs inputs, ZonedDateTime now) {
        Number interval = NumberForm.of(inputs.input("interval"));
        if (interval == null || !(interval.doubleValue() >= 1 && interval.doubleValue() <= MAX_INTERVAL)) {
            return Optional.empty();
        }
        ChronoUnit unit = UNITS.getOrDefault(inputs.option("unit", "minute"), ChronoUnit.MINUTES);
        ChronoUnit precision = unit == ChronoUnit.SECONDS ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
        try {
            return Optional.of(now.plus(interval.longValue(), unit).truncatedTo(precision));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty(); // beyond the calendar: never
        }
    }
}
