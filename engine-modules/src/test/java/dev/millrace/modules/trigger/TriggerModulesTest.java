package dev.millrace.modules.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.module.Module;
import dev.millrace.test.ModuleTester;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerModulesTest {
    @Test
    void manual_start_is_a_success() {
        ModuleTester.of(new ManualTrigger()).run().hasOutputs(Map.of("success", true));
    }

    @ParameterizedTest(name = "{1} at {0} on {2} -> {3}")
    @CsvSource({
        "2026-03-10T10:30:00Z,09:00,4,2026-03-11T09:00Z",
        "2026-03-10T10:30:00Z,09:00,3,2026-03-17T09:00Z",
        "2026-03-10T10:30:00Z,11:00,3,2026-03-10T11:00Z",
        "2026-03-10T10:30:00Z,10:30,3,2026-03-17T10:30Z",
        "2026-03-10T10:30:00Z,9:00,,2026-03-11T09:00Z",
        "2026-03-10T10:30:00Z,23:59,,2026-03-10T23:59Z",
        "2026-03-10T10:30:00Z,0:0,1,2026-03-15T00:00Z",
        "2026-03-10T10:30:00Z,12:00,7,2026-03-14T12:00Z"
    })
    void scheduled_trigger_fires_at_its_time_on_its_days(String now, String time, @Nullable Integer day, String next) {
        List<Integer> days = day == null ? List.of() : List.of(day);

        Optional<ZonedDateTime> firing = ModuleTester.of(new TimeTrigger())
                .with("time", time)
                .with("days", days)
                .nextFiring(ZonedDateTime.parse(now));

        assertThat(firing).contains(ZonedDateTime.parse(next));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"24:00", "9", "09:60", "9:00:00", "-1:00", "nine", "", "99999999999:0"})
    void time_that_does_not_exist_never_fires(String time) {
        assertThat(next(new TimeTrigger(), Map.of("time", time), "2026-01-01T00:00:00Z"))
                .isEmpty();
    }

    @Test
    void days_that_do_not_exist_never_fire() {
        assertThat(next(new TimeTrigger(), Map.of("time", "9:00", "days", List.of(8, "x")), "2026-01-01T00:00:00Z"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} after {2} -> {3}")
    @CsvSource({
        "2,hour,2026-03-10T10:15:48.512Z,2026-03-10T12:15:00Z",
        "5,second,2026-03-10T10:15:48.512Z,2026-03-10T10:15:53Z",
        "1,minute,2026-03-10T10:15:48.512Z,2026-03-10T10:16:00Z",
        "1,day,2026-03-10T10:15:48.512Z,2026-03-11T10:15:00Z",
        "1,天,2026-03-10T10:15:48.512Z,2026-03-11T10:15:00Z",
        "1,小时,2026-03-10T10:15:48.512Z,2026-03-10T11:15:00Z",
        "1,分钟,2026-03-10T10:15:48.512Z,2026-03-10T10:16:00Z",
        "1,秒,2026-03-10T10:15:48.512Z,2026-03-10T10:15:49Z",
        "1,fortnight,2026-03-10T10:15:48.512Z,2026-03-10T10:16:00Z",
        "2.9,hour,2026-03-10T10:15:48.512Z,2026-03-10T12:15:00Z"
    })
    void interval_counts_from_now(String interval, String unit, String now, String next) {
        assertThat(next(new IntervalTrigger(), Map.of("interval", interval, "unit", unit), now))
                .contains(ZonedDateTime.parse(next));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"0", "-1", "abc", "", "1e300", "NaN"})
    void impossible_interval_never_fires(String interval) {
        assertThat(next(new IntervalTrigger(), Map.of("interval", interval), "2026-03-10T10:15:48Z"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "0 9 * * 1-5,2026-03-11T09:00Z",
        "*/5 * * * *,2026-03-10T10:35Z",
        "30 10 * * *,2026-03-11T10:30Z",
        "0 0 29 2 *,2028-02-29T00:00Z",
        "0 0 * * 7,2026-03-15T00:00Z",
        "0 0 9 ? * MON-FRI,2026-03-11T09:00Z",
        "0 0 9 ? * mon-fri,2026-03-11T09:00Z",
        "0/30 * * * * ?,2026-03-10T10:30:30Z",
        "0 0 9 * * *,2026-03-11T09:00Z",
        "0 0 0 ? * * 2099,2099-01-01T00:00Z",
        "0 0 9 L * ?,2026-03-31T09:00Z"
    })
    void cron_fires_in_unix_and_quartz_notation(String expression, String next) {
        assertThat(next(new CronTrigger(), Map.of("expression", expression), "2026-03-10T10:30:00Z"))
                .contains(ZonedDateTime.parse(next));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"0 0 30 2 *", "* * * *", "61 * * * *", "@daily", "", "x y z a b", "0 0 9 ? * MON 2020"})
    void cron_that_names_no_time_never_fires(String expression) {
        assertThat(next(new CronTrigger(), Map.of("expression", expression), "2026-03-10T10:30:00Z"))
                .isEmpty();
    }

    @Test
    void cron_error_names_the_expression_and_the_reason() {
        assertThatThrownBy(() -> CronSchedule.parse("61 * * * *"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"61 * * * *\"")
                .hasMessageContaining("[0, 59]");
        assertThatThrownBy(() -> CronSchedule.parse("1 ".repeat(200))).hasMessageContaining("200");
    }

    @Test
    void cron_fires_in_its_own_zone() {
        Map<String, Object> parameters = Map.of("expression", "0 9 * * *", "timezone", "Asia/Shanghai");

        Optional<ZonedDateTime> firing = next(new CronTrigger(), parameters, "2026-03-10T00:30:00Z");

        assertThat(firing.orElseThrow().toInstant())
                .isEqualTo(ZonedDateTime.parse("2026-03-10T01:00:00Z").toInstant());
    }

    @Test
    void unknown_zone_never_fires() {
        assertThat(next(
                        new CronTrigger(),
                        Map.of("expression", "0 9 * * *", "timezone", "Mars/Base"),
                        "2026-03-10T00:30:00Z"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} in the night of 29 March")
    @CsvSource({"30 2 * * *,2026-03-29T01:00Z", "0 3 * * *,2026-03-29T01:00Z", "59 1 * * *,2026-03-29T00:59Z"})
    void skipped_time_fires_at_the_first_instant_after_the_gap(String expression, String expected) {
        assertThat(instants(expression, "2026-03-29T00:00:00+01:00[Europe/Berlin]", 1))
                .containsExactly(expected);
    }

    @Test
    void many_skipped_times_fire_once() {
        assertThat(instants("*/30 * * * *", "2026-03-29T01:20:00+01:00[Europe/Berlin]", 4))
                .containsExactly("2026-03-29T00:30Z", "2026-03-29T01:00Z", "2026-03-29T01:30Z", "2026-03-29T02:00Z");
    }

    @Test
    void repeated_time_fires_the_first_time_only() {
        assertThat(instants("30 2 * * *", "2026-10-25T00:00:00+02:00[Europe/Berlin]", 2))
                .containsExactly("2026-10-25T00:30Z", "2026-10-26T01:30Z");
        assertThat(instants("*/30 * * * *", "2026-10-25T01:40:00+02:00[Europe/Berlin]", 4))
                .containsExactly("2026-10-25T00:00Z", "2026-10-25T00:30Z", "2026-10-25T02:00Z", "2026-10-25T02:30Z");
        assertThat(instants("* * * * *", "2026-10-25T02:10:00+01:00[Europe/Berlin]", 1))
                .containsExactly("2026-10-25T02:00Z");
    }

    @Test
    void scheduled_time_keeps_the_same_rules_where_clocks_change() {
        assertThat(next(new TimeTrigger(), Map.of("time", "2:30"), "2026-03-29T00:00:00+01:00[Europe/Berlin]")
                        .map(firing -> firing.toInstant().toString()))
                .contains("2026-03-29T01:00:00Z");
        assertThat(next(new TimeTrigger(), Map.of("time", "2:30"), "2026-10-25T02:40:00+02:00[Europe/Berlin]")
                        .map(firing -> firing.toInstant().toString()))
                .contains("2026-10-26T01:30:00Z");
    }

    @Test
    void keys_of_the_data_become_outputs() {
        ModuleTester.of(new NotificationTrigger())
                .triggerData(Map.of("title", "Hi", "extra", 5))
                .run()
                .hasOutput("title", "Hi")
                .hasOutput("extra", 5)
                .hasOutput("content", null);
    }

    @Test
    void api_trigger_gives_all_its_outputs_even_without_data() {
        var declared = new ApiTrigger().descriptor().outputs();

        assertThat(ModuleTester.of(new ApiTrigger()).run().outputs()).hasSize(declared.size());
        ModuleTester.of(new ApiTrigger())
                .triggerData(Map.of("params", Map.of("name", "Ann"), "method", "POST"))
                .run()
                .hasOutput("params", Map.of("name", "Ann"))
                .hasOutput("method", "POST")
                .hasOutput("body", null);
    }

    @Test
    void form_trigger_takes_the_object() {
        ModuleTester.of(new FormTrigger())
                .triggerData(Map.of("bizObjectId", "b1"))
                .run()
                .hasOutput("bizObjectId", "b1")
                .hasOutput("previous", null);
    }

    @Test
    void data_that_is_no_dictionary_leaves_the_outputs_empty() {
        ModuleTester.of(new FormTrigger()).triggerData("text").run().hasOutput("bizObject", null);
    }

    private static Optional<ZonedDateTime> next(Module trigger, Map<String, Object> parameters, String now) {
        return ModuleTester.of(trigger).with(parameters).nextFiring(ZonedDateTime.parse(now));
    }

    private static List<String> instants(String expression, String from, int count) {
        List<String> instants = new ArrayList<>();
        ZonedDateTime now = ZonedDateTime.parse(from);
        for (int i = 0; i < count; i++) {
            now = CronSchedule.parse(expression).next(now).orElseThrow();
            instants.add(
                    now.toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC).toString());
        }
        return instants;
    }
}
