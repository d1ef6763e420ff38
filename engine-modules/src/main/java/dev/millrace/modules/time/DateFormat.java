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
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.Map;

/** Writes a point in time by a pattern; reads it by another one if asked. */
final class DateFormat implements Module {
    private static final String DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss";

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("date_format")
            .category(Category.DATA)
            .name("日期格式化", "Format Date")
            .description("把时间转换成指定格式的文本", "Write a point in time by a pattern")
            .input(
                    Input.any("value")
                            .required()
                            .label("时间", "Time")
                            .help("毫秒时间戳、日期或 ISO 8601 文本", "Milliseconds since 1970, a date, or a text in ISO 8601"),
                    Input.text("pattern")
                            .withDefault(DEFAULT_PATTERN)
                            .label("格式", "Pattern")
                            .help("例如 yyyy-MM-dd HH:mm:ss", "As in yyyy-MM-dd HH:mm:ss"),
                    Input.text("inputPattern")
                            .label("输入格式", "Input Pattern")
                            .help("留空按 ISO 8601 读取", "Empty reads ISO 8601"),
                    Input.text("timezone")
                            .withDefault("")
                            .label("时区", "Time Zone")
                            .help("例如 Asia/Shanghai；留空使用引擎的时区", "As in Asia/Shanghai; empty is the engine's zone"))
            .output(
                    Output.text("result").label("结果", "Result").help("格式化后的文本", "The time as text"),
                    Output.number("timestamp")
                            .label("时间戳（毫秒）", "Timestamp")
                            .help("自 1970 年起的毫秒数", "Milliseconds since 1970"))
            .effect(Effect.PURE)
            .check(new PatternCheck())
            .example(new ModuleExample(
                    new LocalizedText("时间戳转文本", "Timestamp to text"),
                    Map.of("value", 1704067200000L, "pattern", "yyyy-MM-dd HH:mm", "timezone", "Asia/Shanghai"),
                    Map.of("result", "2024-01-01 08:00", "timestamp", 1704067200000L)))
            .example(new ModuleExample(
                    new LocalizedText("转换格式", "From one pattern to another"),
                    Map.of(
                            "value",
                            "31/01/2026",
                            "inputPattern",
                            "dd/MM/yyyy",
                            "pattern",
                            "yyyy-MM-dd",
                            "timezone",
                            "UTC"),
                    Map.of("result", "2026-01-31", "timestamp", 1769817600000L)))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        ZoneId zone = Zones.of(step);
        String inputPattern = step.text("inputPattern", "");
        try {
            ZonedDateTime moment = inputPattern.isEmpty()
                    ? Moments.of(step.input("value"), zone)
                    : parse(step.text("value"), inputPattern, zone);
            String text = DatePatterns.of(step.text("pattern", DEFAULT_PATTERN)).format(moment);
            return StepResult.done(
                    "result", text, "timestamp", moment.toInstant().toEpochMilli());
        } catch (IllegalArgumentException e) {
            return StepResult.failed("Invalid pattern", String.valueOf(e.getMessage()));
        } catch (DateTimeException | ArithmeticException e) {
            return StepResult.failed("Date cannot be written", String.valueOf(e.getMessage()));
        }
    }

    private static ZonedDateTime parse(String text, String pattern, ZoneId zone) {
        if (text.length() > DatePatterns.MAX_LENGTH) {
            throw Moments.unreadable(text);
        }
        try {
            TemporalAccessor parsed = DatePatterns.of(pattern)
                    .parseBest(
                            text.strip(),
                            ZonedDateTime::from,
                            OffsetDateTime::from,
                            LocalDateTime::from,
                            LocalDate::from);
            return inZone(parsed, zone);
        } catch (DateTimeException e) {
            throw new StepFailedException(
                    "Invalid date", "input \"value\" does not match the pattern: " + e.getMessage());
        }
    }

    private static ZonedDateTime inZone(TemporalAccessor parsed, ZoneId zone) {
        if (parsed instanceof LocalDate date) {
            return date.atStartOfDay(zone);
        }
        if (parsed instanceof LocalDateTime local) {
            return local.atZone(zone);
        }
        return Instant.from(parsed).atZone(zone);
    }

    /** A pattern that cannot be read is found before the workflow runs. */
    private static final class PatternCheck implements ParameterCheck {
        @Override
        public void check(Parameters parameters, Findings findings) {
            check("pattern", parameters, findings);
            check("inputPattern", parameters, findings);
        }

        private static void check(String input, Parameters parameters, Findings findings) {
            parameters.literalText(input).filter(pattern -> !pattern.isEmpty()).ifPresent(pattern -> {
                try {
                    DatePatterns.of(pattern);
                } catch (IllegalArgumentException e) {
                    findings.error(
                            input, String.valueOf(e.getMessage()), "write a pattern such as yyyy-MM-dd HH:mm:ss");
                }
            });
        }
    }
}
