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
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engine's clock in many forms (spec vflow-model 6.3, get_current_time). Names of weekdays are English. */
final class CurrentTime implements Module {
    private static final Input FORMAT = Input.options(
                    "format",
                    "timestamp_millis",
                    "timestamp_seconds",
                    "iso_8601",
                    "datetime",
                    "date",
                    "time",
                    "date_cn",
                    "month_day_time")
            .withDefault("datetime")
            .legacyOption("时间戳 (毫秒)", "timestamp_millis")
            .legacyOption("Timestamp (Milliseconds)", "timestamp_millis")
            .legacyOption("时间戳 (秒)", "timestamp_seconds")
            .legacyOption("Timestamp (Seconds)", "timestamp_seconds")
            .legacyOption("ISO 8601", "iso_8601")
            .legacyOption("yyyy-MM-dd HH:mm:ss", "datetime")
            .legacyOption("yyyy-MM-dd", "date")
            .legacyOption("HH:mm:ss", "time")
            .legacyOption("yyyy年MM月dd日", "date_cn")
            .legacyOption("MM月dd日 HH:mm", "month_day_time")
            .label("格式", "Format")
            .help("“时间”输出的格式", "How the output \"time\" is written");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("current_time")
            .alias("vflow.data.get_current_time")
            .category(Category.DATA)
            .name("获取当前时间", "Current Time")
            .description("获取当前的日期和时间", "The date and time now")
            .input(
                    FORMAT,
                    Input.text("timezone")
                            .withDefault("")
                            .label("时区", "Time Zone")
                            .help("例如 Asia/Shanghai；留空使用引擎的时区", "As in Asia/Shanghai; empty is the engine's zone"))
            .output(
                    Output.text("time").label("时间", "Time").help("按所选格式的时间", "The time in the chosen format"),
                    number("timestamp", "时间戳（毫秒）", "Timestamp", "自 1970 年起的毫秒数", "Milliseconds since 1970"),
                    number("timestamp_seconds", "时间戳（秒）", "Timestamp in Seconds", "自 1970 年起的秒数", "Seconds since 1970"),
                    number("year", "年", "Year", "四位年份", "With four digits"),
                    number("month", "月", "Month", "1 到 12", "1 to 12"),
                    number("day", "日", "Day", "1 到 31", "1 to 31"),
                    number("hour", "时", "Hour", "0 到 23", "0 to 23"),
                    number("minute", "分", "Minute", "0 到 59", "0 to 59"),
                    number("second", "秒", "Second", "0 到 59", "0 to 59"),
                    Output.text("weekday")
                            .label("星期", "Weekday")
                            .help("英文全称，例如 Monday", "The full English name, as in Monday"),
                    number("weekday_number", "星期序号", "Weekday Number", "1 为星期一，7 为星期日", "1 is Monday, 7 is Sunday"))
            .effect(Effect.REPEATABLE)
            .example(new ModuleExample(
                    new LocalizedText("上海的日期", "The date in Shanghai"),
                    Map.of("format", "date", "timezone", "Asia/Shanghai"),
                    Map.of()))
            .build();

    private static Output number(String id, String chinese, String english, String chineseHelp, String help) {
        return Output.number(id).label(chinese, english).help(chineseHelp, help);
    }

    /** Made with the first step, not when an engine starts. */
    private static final class Formats {
        static final Map<String, DateTimeFormatter> BY_NAME = Map.of(
                "iso_8601", formatter("yyyy-MM-dd'T'HH:mm:ss.SSSXXX"),
                "datetime", formatter("yyyy-MM-dd HH:mm:ss"),
                "date", formatter("yyyy-MM-dd"),
                "time", formatter("HH:mm:ss"),
                "date_cn", formatter("yyyy年MM月dd日"),
                "month_day_time", formatter("MM月dd日 HH:mm"));

        private static DateTimeFormatter formatter(String pattern) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        }
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        ZonedDateTime now = step.now().atZone(Zones.of(step));
        String format = step.option("format", "datetime");
        if (FORMAT.optionNamed(format) == null) {
            return Unknown.option(FORMAT, format);
        }
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>(16);
        outputs.put("time", text(now, format));
        outputs.put("timestamp", now.toInstant().toEpochMilli());
        outputs.put("timestamp_seconds", now.toEpochSecond());
        outputs.put("year", (long) now.getYear());
        outputs.put("month", (long) now.getMonthValue());
        outputs.put("day", (long) now.getDayOfMonth());
        outputs.put("hour", (long) now.getHour());
        outputs.put("minute", (long) now.getMinute());
        outputs.put("second", (long) now.getSecond());
        outputs.put("weekday", now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        outputs.put("weekday_number", (long) now.getDayOfWeek().getValue());
        return StepResult.done(outputs);
    }

    private static String text(ZonedDateTime now, String format) {
        DateTimeFormatter formatter = Formats.BY_NAME.get(format);
        if (formatter != null) {
            return formatter.format(now);
        }
        boolean inMillis = format.equals("timestamp_millis");
        return Long.toString(inMillis ? now.toInstant().toEpochMilli() : now.toEpochSecond());
    }
}
