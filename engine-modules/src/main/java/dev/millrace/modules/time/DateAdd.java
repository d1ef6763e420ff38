package dev.millrace.modules.time;

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
import dev.millrace.modules.guard.Unknown;
import dev.millrace.value.Excerpt;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves a point in time. Days and longer units move the date and keep the time of day; in a month without that day the
 * last day is taken.
 */
final class DateAdd implements Module {
    private static final Input UNIT = Input.options(
                    "unit", "millisecond", "second", "minute", "hour", "day", "week", "month", "year")
            .withDefault("day")
            .legacyOption("毫秒", "millisecond")
            .legacyOption("秒", "second")
            .legacyOption("分钟", "minute")
            .legacyOption("小时", "hour")
            .legacyOption("天", "day")
            .legacyOption("周", "week")
            .legacyOption("月", "month")
            .legacyOption("年", "year")
            .label("单位", "Unit")
            .help("数量的单位", "What the amount counts");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "millisecond", ChronoUnit.MILLIS,
            "second", ChronoUnit.SECONDS,
            "minute", ChronoUnit.MINUTES,
            "hour", ChronoUnit.HOURS,
            "day", ChronoUnit.DAYS,
            "week", ChronoUnit.WEEKS,
            "month", ChronoUnit.MONTHS,
            "year", ChronoUnit.YEARS);

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("date_add")
            .category(Category.DATA)
            .name("日期加减", "Add to Date")
            .description("在时间上加上或减去一段时间", "Move a point in time forward or back")
            .input(
                    Input.any("value")
                            .required()
                            .label("时间", "Time")
                            .help("毫秒时间戳、日期或 ISO 8601 文本", "Milliseconds since 1970, a date, or a text in ISO 8601"),
                    Input.number("amount")
                            .required()
                            .wholeNumber()
                            .withDefault(1)
                            .label("数量", "Amount")
                            .help("负数表示减去", "Negative goes back"),
                    UNIT,
                    Input.text("timezone")
                            .withDefault("")
                            .label("时区", "Time Zone")
                            .help("例如 Asia/Shanghai；留空使用引擎的时区", "As in Asia/Shanghai; empty is the engine's zone"))
            .output(
                    Output.text("result")
                            .label("结果", "Result")
                            .help("ISO 8601 文本；输入为日期时仍为日期", "In ISO 8601; a date stays a date"),
                    Output.number("timestamp")
                            .label("时间戳（毫秒）", "Timestamp")
                            .help("自 1970 年起的毫秒数", "Milliseconds since 1970"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("下个月的同一天", "The same day next month"),
                    Map.of("value", "2026-01-31", "amount", 1, "unit", "month", "timezone", "UTC"),
                    Map.of("result", "2026-02-28", "timestamp", 1772236800000L)))
            .example(new ModuleExample(
                    new LocalizedText("两小时前", "Two hours before"),
                    Map.of("value", "2026-01-01T01:00:00Z", "amount", -2, "unit", "hour", "timezone", "UTC"),
                    Map.of("result", "2025-12-31T23:00:00.000Z", "timestamp", 1767222000000L)))
            .build();

    /** Made with the first step, not when an engine starts. */
    private static final class Formats {
        static final DateTimeFormatter MOMENT =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String option = step.option("unit", "day");
        ChronoUnit unit = UNITS.get(option);
        if (unit == null) {
            return Unknown.option(UNIT, option);
        }
        Object value = step.input("value");
        long amount = step.wholeNumber("amount");
        try {
            ZonedDateTime moved = Moments.of(value, Zones.of(step)).plus(amount, unit);
            return StepResult.done(
                    "result",
                    text(moved, value, unit),
                    "timestamp",
                    moved.toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return StepResult.failed(
                    "Date out of range",
                    Excerpt.quoted(value) + " plus " + amount + " " + option
                            + " is no date of the calendar; use a smaller amount");
        }
    }

    private static String text(ZonedDateTime moved, @Nullable Object value, ChronoUnit unit) {
        boolean staysDate = unit.isDateBased() && Moments.isDate(value);
        return staysDate ? moved.toLocalDate().toString() : Formats.MOMENT.format(moved);
    }
}
