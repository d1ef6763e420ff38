package dev.millrace.modules.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.WakeCondition;
import dev.millrace.test.ModuleTester;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeModulesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "timestamp_millis,1767323045678",
        "timestamp_seconds,1767323045",
        "iso_8601,2026-01-02T11:04:05.678+08:00",
        "datetime,2026-01-02 11:04:05",
        "date,2026-01-02",
        "time,11:04:05",
        "date_cn,2026年01月02日",
        "month_day_time,01月02日 11:04",
        "时间戳 (毫秒),1767323045678",
        "Timestamp (Milliseconds),1767323045678",
        "时间戳 (秒),1767323045",
        "Timestamp (Seconds),1767323045",
        "ISO 8601,2026-01-02T11:04:05.678+08:00",
        "yyyy-MM-dd HH:mm:ss,2026-01-02 11:04:05",
        "yyyy-MM-dd,2026-01-02",
        "HH:mm:ss,11:04:05",
        "yyyy年MM月dd日,2026年01月02日",
        "MM月dd日 HH:mm,01月02日 11:04"
    })
    void current_time_is_written_in_the_chosen_format(String format, String expected) {
        now().with("format", format).with("timezone", "Asia/Shanghai").run().hasOutput("time", expected);
    }

    @Test
    void current_time_gives_its_parts() {
        now().run()
                .hasOutput("time", "2026-01-02 03:04:05")
                .hasOutput("timestamp", 1767323045678L)
                .hasOutput("timestamp_seconds", 1767323045L)
                .hasOutput("year", 2026)
                .hasOutput("month", 1)
                .hasOutput("day", 2)
                .hasOutput("hour", 3)
                .hasOutput("minute", 4)
                .hasOutput("second", 5)
                .hasOutput("weekday", "Friday")
                .hasOutput("weekday_number", 5);
    }

    @Test
    void zone_is_the_engines_if_none_is_named() {
        now().zone("America/New_York").run().hasOutput("hour", 22).hasOutput("day", 1);
    }

    @Test
    void unknown_zone_and_format_fail() {
        now().with("timezone", "Mars/Base").run().failed().withMessageContaining("Mars/Base", "Asia/Shanghai");
        now().with("format", "stardate").run().failed().withMessageContaining("stardate", "iso_8601");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1767323045678",
        "2026-01-02T03:04:05.678Z",
        "2026-01-02T11:04:05.678+08:00",
        "2026-01-02 03:04:05.678",
        "2026-01-02T03:04:05.678",
        "2026-01-02T11:04:05.678+08:00[Asia/Shanghai]"
    })
    void date_is_read_in_many_forms(String value) {
        format(value).run().hasOutput("timestamp", 1767323045678L).hasOutput("result", "2026-01-02 03:04:05");
    }

    @Test
    void number_and_date_values_are_read_too() {
        format(1767323045678L).run().hasOutput("timestamp", 1767323045678L);
        format(1767323045678.0).run().hasOutput("timestamp", 1767323045678L);
        format(LocalDate.of(2026, 1, 2)).run().hasOutput("result", "2026-01-02 00:00:00");
        format("2026-01-02").zone("Asia/Shanghai").run().hasOutput("timestamp", 1767283200000L);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {"", "yesterday", "2026-13-01", "2026-02-30", "1e99", "99999999999999999999", "2026-01-02T99:00"})
    void what_is_no_date_fails(String value) {
        format(value).run().failed().withTitle("Invalid date").withMessageContaining("2026-01-31T09:00:00+08:00");
    }

    @Test
    void absurd_numbers_and_wrong_types_fail() {
        format(1e300).run().failed().withTitle("Invalid date");
        format(Double.NaN).run().failed().withTitle("Invalid date");
        format(List.of(1)).run().failed().withTitle("Invalid date");
        ModuleTester.of(new DateFormat()).run().failed();
    }

    @Test
    void broken_pattern_fails_with_a_fix() {
        format(0)
                .with("pattern", "{")
                .run()
                .failed()
                .withTitle("Invalid pattern")
                .withMessageContaining("yyyy-MM-dd");
        format(0).with("pattern", "y".repeat(101)).run().failed().withMessageContaining("100");
    }

    @Test
    void value_is_read_by_its_own_pattern() {
        format("31.01.2026 08:05")
                .with("inputPattern", "dd.MM.yyyy HH:mm")
                .with("pattern", "yyyy/MM/dd HH-mm")
                .run()
                .hasOutput("result", "2026/01/31 08-05");
        format("nope").with("inputPattern", "dd.MM.yyyy").run().failed().withTitle("Invalid date");
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "1500,millisecond,2026-01-31T10:00:01.500Z",
        "90,second,2026-01-31T10:01:30.000Z",
        "-90,minute,2026-01-31T08:30:00.000Z",
        "36,hour,2026-02-01T22:00:00.000Z",
        "1,day,2026-02-01T10:00:00.000Z",
        "-1,week,2026-01-24T10:00:00.000Z",
        "1,month,2026-02-28T10:00:00.000Z",
        "-1,year,2025-01-31T10:00:00.000Z",
        "1,天,2026-02-01T10:00:00.000Z",
        "1,月,2026-02-28T10:00:00.000Z",
        "1,年,2027-01-31T10:00:00.000Z",
        "1,周,2026-02-07T10:00:00.000Z",
        "1,小时,2026-01-31T11:00:00.000Z",
        "1,分钟,2026-01-31T10:01:00.000Z",
        "1,秒,2026-01-31T10:00:01.000Z",
        "1,毫秒,2026-01-31T10:00:00.001Z"
    })
    void time_is_moved_by_every_unit(long amount, String unit, String expected) {
        add("2026-01-31T10:00:00Z", amount, unit).run().hasOutput("result", expected);
    }

    @Test
    void date_stays_a_date_when_moved_by_days() {
        add("2024-02-28", 1, "day").run().hasOutput("result", "2024-02-29");
        add("2024-02-28", 1, "hour").run().hasOutput("result", "2024-02-28T01:00:00.000Z");
    }

    @Test
    void day_keeps_the_time_of_day_where_clocks_change() {
        add("2026-03-28T09:00:00", 1, "day")
                .with("timezone", "Europe/Berlin")
                .run()
                .hasOutput("result", "2026-03-29T09:00:00.000+02:00");
    }

    @ParameterizedTest(name = "{0} {1} {2} -> {3}")
    @CsvSource({
        "2024-02-29,1,year,2025-02-28",
        "2024-02-29,4,year,2028-02-29",
        "2024-02-29,-124,year,1900-02-28",
        "2023-02-28,1,year,2024-02-28",
        "2024-01-31,1,month,2024-02-29",
        "2024-03-31,-1,month,2024-02-29",
        "2024-01-31,13,month,2025-02-28",
        "2000-02-28,1,day,2000-02-29",
        "1900-02-28,1,day,1900-03-01",
        "2024-02-22,1,week,2024-02-29",
        "2025-12-31,1,day,2026-01-01"
    })
    void leap_days_and_short_months_give_a_day_that_exists(String date, long amount, String unit, String expected) {
        add(date, amount, unit).run().hasOutput("result", expected);
    }

    @ParameterizedTest(name = "{0}: {1} {2} {3} -> {4}")
    @CsvSource({
        "a day over the lost hour, 2026-03-28T09:00:00, 1, day, 2026-03-29T09:00:00.000+02:00",
        "hours over the lost hour, 2026-03-28T09:00:00, 24, hour, 2026-03-29T10:00:00.000+02:00",
        "a day into the lost hour, 2026-03-28T02:30:00, 1, day, 2026-03-29T03:30:00.000+02:00",
        "a time in the lost hour, 2026-03-29T02:30:00, 0, minute, 2026-03-29T03:30:00.000+02:00",
        "back over the lost hour, 2026-03-29T03:00:00, -1, hour, 2026-03-29T01:00:00.000+01:00",
        "a day over the hour that comes twice, 2026-10-24T09:00:00, 1, day, 2026-10-25T09:00:00.000+01:00",
        "hours over the hour that comes twice, 2026-10-24T09:00:00, 24, hour, 2026-10-25T08:00:00.000+01:00",
        "an hour within it, 2026-10-25T02:30:00, 1, hour, 2026-10-25T02:30:00.000+01:00",
        "a month over both, 2026-03-25T12:00:00, 8, month, 2026-11-25T12:00:00.000+01:00"
    })
    void clocks_that_change_move_hours_but_no_days(
            String row, String value, long amount, String unit, String expected) {
        add(value, amount, unit).with("timezone", "Europe/Berlin").run().hasOutput("result", expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown zone, timezone, Mars/Base, Unknown time zone",
        "no number, amount, many, Invalid input",
        "unknown unit, unit, fortnight, Unknown option"
    })
    void date_add_fails_with_its_input(String row, String input, String value, String title) {
        add("2026-01-31", 1, "day")
                .with(input, value)
                .run()
                .failed()
                .withTitle(title)
                .withMessageContaining(value);
    }

    @Test
    void pattern_may_hold_any_letters() {
        format("2026-01-31").with("pattern", "yyyy年MM月dd日 '中文😀'").run().hasOutput("result", "2026年01月31日 中文😀");
    }

    @Test
    void date_beyond_the_calendar_fails() {
        add("2026-01-31", Long.MAX_VALUE, "year").run().failed().withTitle("Date out of range");
        add("2026-01-31", 1, "century").run().failed().withMessageContaining("century");
        ModuleTester.of(new DateAdd()).with("value", 0).run().failed().withMessageContaining("amount");
    }

    @Test
    void delay_waits_and_tells_how_long() {
        var tester = ModuleTester.of(new Delay()).with("duration", 1500);

        assertThat(tester.run().isWaiting()).isEqualTo(WakeCondition.after(Duration.ofMillis(1500)));
        tester.runAndLetTimePass().hasOutput("success", true).hasOutput("actualDuration", 1500);
    }

    @Test
    void delay_of_nothing_is_over_at_once() {
        delay(0).run().hasOutput("success", true).hasOutput("actualDuration", 0);
        delay(0.9).run().isDone();
    }

    @Test
    void delay_drops_a_fraction() {
        assertThat(delay("2.9").run().isWaiting()).isEqualTo(WakeCondition.after(Duration.ofMillis(2)));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"-1", "abc", "", "NaN", "Infinity", "1e300"})
    void impossible_delay_fails(String duration) {
        delay(duration).run().failed();
    }

    @Test
    void delay_without_duration_fails() {
        ModuleTester.of(new Delay()).run().failed().withMessageContaining("duration");
    }

    private static ModuleTester now() {
        return ModuleTester.of(new CurrentTime()).clockAt("2026-01-02T03:04:05.678Z");
    }

    private static ModuleTester format(Object value) {
        return ModuleTester.of(new DateFormat()).with("value", value);
    }

    private static ModuleTester add(String value, long amount, String unit) {
        return ModuleTester.of(new DateAdd())
                .with("value", value)
                .with("amount", amount)
                .with("unit", unit);
    }

    private static ModuleTester delay(Object duration) {
        return ModuleTester.of(new Delay()).with("duration", duration);
    }
}
