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
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A time of day on some days of the week (spec vflow-model 6.1); see {@link WallClock} where clocks are changed. */
final class TimeTrigger implements ScheduledTrigger {
    private static final String TIME = "[0-9]{1,2}:[0-9]{1,2}";

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("trigger_time")
            .alias("vflow.trigger.time")
            .category(Category.TRIGGER)
            .name("定时触发", "Scheduled")
            .description("在一周中选定日子的固定时间启动", "Starts at a time of day on chosen days of the week")
            .input(
                    Input.text("time")
                            .literal()
                            .required()
                            .withDefault("09:00")
                            .label("时间", "Time")
                            .help("24 小时制，例如 09:00", "With 24 hours, as in 09:00"),
                    Input.any("days")
                            .literal()
                            .withDefault(List.of(1, 2, 3, 4, 5, 6, 7))
                            .label("日子", "Days")
                            .help("1 为星期日，7 为星期六；留空为每天", "1 is Sunday, 7 is Saturday; empty is every day"))
            .effect(Effect.PURE)
            .check(new TimeCheck())
            .example(new ModuleExample(
                    new LocalizedText("工作日早上九点", "Nine o'clock on working days"),
                    Map.of("time", "09:00", "days", List.of(2, 3, 4, 5, 6)),
                    Map.of()))
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
        return time(inputs.text("time", "")).flatMap(time -> next(time, days(inputs.input("days")), now));
    }

    private static Optional<ZonedDateTime> next(LocalTime time, Set<DayOfWeek> days, ZonedDateTime now) {
        LocalDate today = now.toLocalDate();
        for (int i = 0; i <= 14; i++) { // two weeks: a firing of this week may be over
            LocalDate day = today.plusDays(i);
            if (!days.contains(day.getDayOfWeek())) {
                continue;
            }
            ZonedDateTime firing = WallClock.at(day.atTime(time), now.getZone());
            if (firing.toInstant().isAfter(now.toInstant())) {
                return Optional.of(firing);
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalTime> time(String text) {
        if (!text.strip().matches(TIME)) {
            return Optional.empty();
        }
        String[] parts = text.strip().split(":", -1);
        int hour = Integer.parseInt(parts[0]);
        int minute = Integer.parseInt(parts[1]);
        return hour > 23 || minute > 59 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute));
    }

    /** Every day when the list is empty or no list. Numbers out of range name no day. */
    private static Set<DayOfWeek> days(@Nullable Object value) {
        if (!(value instanceof Collection<?> numbers) || numbers.isEmpty()) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Object element : numbers) {
            Number number = NumberForm.of(element);
            long day = number == null ? 0 : number.longValue();
            if (day >= 1 && day <= 7) {
                days.add(DayOfWeek.SUNDAY.plus(day - 1));
            }
        }
        return days;
    }

    /** A trigger that would never fire. */
    private static final class TimeCheck implements ParameterCheck {
        @Override
        public void check(Parameters parameters, Findings findings) {
            parameters
                    .literalText("time")
                    .filter(text -> time(text).isEmpty())
                    .ifPresent(text -> findings.error(
                            "time",
                            "the time " + Excerpt.quoted(text) + " does not exist",
                            "write hours and minutes, as in 09:00"));
            if (days(parameters.get("days")).isEmpty()) {
                findings.error(
                        "days",
                        "the days " + Excerpt.quoted(parameters.get("days")) + " name no day of the week",
                        "list numbers from 1 (Sunday) to 7 (Saturday), or leave the list empty for every day");
            }
        }
    }
}
