package dev.millrace.modules;

import static dev.millrace.modules.ManualEngine.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.ExecutionResult;
import dev.millrace.StartRefusedException;
import dev.millrace.StartRequest;
import dev.millrace.observe.ExecutionView;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Triggers of deployed workflows, and what triggers bring (spec vflow-model 3.9, 6.1). The clock starts on a Thursday. */
class TriggersInEngineTest {
    private final ManualEngine engine = ManualEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void scheduled_trigger_fires_again_and_again(
            String moduleId, Map<String, Object> parameters, Duration time, List<String> instants, String kind) {
        engine.millrace.deploy(triggered(moduleId, parameters));

        engine.advance(time);

        assertThat(starts()).isEqualTo(instants.stream().map(Instant::parse).toList());
        assertThat(engine.ended).extracting(ExecutionView::triggeredBy).containsOnly(kind);
        assertThat(engine.clock.pendingTimers()).isEqualTo(1);
    }

    static Stream<Arguments> scheduled_trigger_fires_again_and_again() {
        return Stream.of(
                arguments(
                        "trigger_interval",
                        Map.of("interval", 90, "unit", "second"),
                        Duration.ofSeconds(299),
                        List.of("2026-01-01T00:01:30Z", "2026-01-01T00:03:00Z", "2026-01-01T00:04:30Z"),
                        "interval"),
                arguments(
                        "vflow.trigger.interval",
                        Map.of("interval", 2.0, "unit", "小时"),
                        Duration.ofHours(5),
                        List.of("2026-01-01T02:00:00Z", "2026-01-01T04:00:00Z"),
                        "interval"),
                arguments(
                        "trigger_time",
                        Map.of("time", "09:00", "days", List.of(5, 6)),
                        Duration.ofDays(8),
                        List.of("2026-01-01T09:00:00Z", "2026-01-02T09:00:00Z", "2026-01-08T09:00:00Z"),
                        "time"),
                arguments(
                        "vflow.trigger.time",
                        Map.of("time", "0:00", "days", List.of()),
                        Duration.ofDays(2),
                        List.of("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"),
                        "time"),
                arguments(
                        "trigger_cron",
                        Map.of("expression", "30 12 * * 1-5"),
                        Duration.ofDays(5),
                        List.of("2026-01-01T12:30:00Z", "2026-01-02T12:30:00Z", "2026-01-05T12:30:00Z"),
                        "cron"),
                arguments(
                        "trigger_cron",
                        Map.of("expression", "0 9 * * *", "timezone", "Asia/Shanghai"),
                        Duration.ofDays(1),
                        List.of("2026-01-01T01:00:00Z"),
                        "cron"));
    }

    @Test
    void scheduled_trigger_keeps_to_the_engine_s_zone() {
        engine.clock.in(ZoneId.of("Asia/Shanghai"));
        engine.millrace.deploy(triggered("trigger_time", Map.of("time", "09:00")));

        engine.advance(Duration.ofDays(1));

        assertThat(starts()).containsExactly(Instant.parse("2026-01-01T01:00:00Z"));
    }

    @Test
    void each_trigger_of_a_workflow_fires_on_its_own() {
        engine.millrace.deploy(workflow()
                .enabled(true)
                .trigger("i", "trigger_interval", Map.of("interval", 40, "unit", "minute"))
                .trigger("c", "trigger_cron", Map.of("expression", "0 * * * *"))
                .step("o", "output", Map.of("value", 1))
                .build());

        engine.advance(Duration.ofMinutes(61));

        assertThat(engine.ended).extracting(ExecutionView::triggeredBy).containsExactly("interval", "cron");
    }

    @Test
    void undeployed_workflow_fires_no_more() {
        Workflow workflow = everyMinute(1);
        engine.millrace.deploy(workflow);
        engine.advance(Duration.ofMinutes(1));

        engine.millrace.undeploy(workflow.id());
        engine.advance(Duration.ofMinutes(10));

        assertThat(engine.ended).hasSize(1);
        assertThat(engine.clock.pendingTimers()).isZero();
    }

    @Test
    void disabled_workflow_fires_no_more_until_it_is_enabled_again() {
        Workflow workflow = everyMinute(1);
        engine.millrace.deploy(workflow);
        engine.advance(Duration.ofMinutes(1));

        engine.millrace.deploy(workflow.disable());
        engine.advance(Duration.ofMinutes(10));
        assertThat(engine.ended).hasSize(1);
        assertThat(engine.clock.pendingTimers()).isZero();
        engine.millrace.deploy(workflow.enable());
        engine.advance(Duration.ofMinutes(1));

        assertThat(engine.ended).hasSize(2);
    }

    @Test
    void redeployed_workflow_fires_by_its_new_triggers_only() {
        engine.millrace.deploy(everyMinute(1));
        engine.advance(Duration.ofSeconds(30));

        engine.millrace.deploy(everyMinute(5));
        engine.advance(Duration.ofMinutes(6));

        assertThat(starts()).containsExactly(Instant.parse("2026-01-01T00:05:00Z"));
        assertThat(engine.clock.pendingTimers()).isEqualTo(1);
    }

    @Test
    void trigger_that_fires_while_the_last_execution_waits_is_armed_again() {
        engine.millrace.deploy(workflow()
                .enabled(true)
                .trigger("t", "trigger_interval", Map.of("interval", 1, "unit", "minute"))
                .step("d", "delay", Map.of("duration", 90_000))
                .build());

        engine.advance(Duration.ofMinutes(6));

        assertThat(starts())
                .containsExactly(Instant.parse("2026-01-01T00:01:00Z"), Instant.parse("2026-01-01T00:03:00Z"));
    }

    @Test
    void workflow_sees_what_a_notification_brings() {
        Workflow workflow = workflow()
                .trigger("n", "trigger_notification", Map.of("packageName", "com.example.chat"))
                .step("o", "output", Map.of("value", "{{n.title}}: {{n.content}} ({{n.packageName}}, {{n.sender}})"))
                .build();

        ExecutionResult result = engine.run(
                workflow,
                StartRequest.plain()
                        .withTriggeredBy("notification")
                        .withTrigger(
                                "n",
                                Map.of(
                                        "title",
                                        "Hi",
                                        "content",
                                        "you",
                                        "packageName",
                                        "com.example.chat",
                                        "sender",
                                        7)));

        assertThat(result.output()).isEqualTo("Hi: you (com.example.chat, 7)");
        assertThat(result.view().triggeredBy()).isEqualTo("notification");
        assertThat(result.outputs("n")).containsEntry("title", "Hi");
    }

    @Test
    void workflow_sees_what_a_request_brings() {
        Workflow workflow = workflow()
                .trigger("a", "trigger_api", Map.of("name", "Orders", "module", "order", "function", "sync"))
                .step("c", "calculate", Map.of("expression", "{{a.params.price}} * {{a.body.amount}}"))
                .step("o", "output", Map.of("value", "{{a.method}} {{c.result}} {{trigger.data}}"))
                .build();
        Map<String, Object> request =
                Map.of("params", Map.of("price", 2.5), "body", Map.of("amount", 4), "method", "POST");

        ExecutionResult result = engine.run(workflow, StartRequest.plain().withTrigger("a", request));

        assertThat(result.outputs("c")).containsEntry("result", 10L);
        assertThat(result.outputs("a")).containsEntry("clientIp", null);
    }

    @Test
    void trigger_of_a_phone_module_gives_its_data() {
        Workflow workflow = workflow()
                .trigger("t", "vflow.trigger.share", Map.of())
                .step("o", "output", Map.of("value", "{{t.shared_content}}"))
                .build();

        ExecutionResult result =
                engine.run(workflow, StartRequest.plain().withTrigger("t", Map.of("shared_content", "a link")));

        assertThat(result.output()).isEqualTo("a link");
    }

    @Test
    void start_by_a_trigger_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> engine.run(
                        workflow().step("o", "output", Map.of("value", 1)).build(),
                        StartRequest.plain().withTrigger("nope", null)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("nope");
    }

    @Test
    void invalid_workflow_is_not_started_and_stays_armed() {
        engine.millrace.deploy(workflow()
                .enabled(true)
                .trigger("t", "trigger_interval", Map.of("interval", 1, "unit", "minute"))
                .step("x", "no_such_module", Map.of())
                .build());

        engine.advance(Duration.ofMinutes(3));

        assertThat(engine.ended).isEmpty();
        assertThat(engine.clock.pendingTimers()).isEqualTo(1);
    }

    @Test
    void manual_start_seeds_the_manual_trigger() {
        ExecutionResult result = engine.run(workflow()
                .trigger("m", "vflow.trigger.manual", Map.of())
                .step("o", "output", Map.of("value", "{{m.success}}")));

        assertThat(result.output()).isEqualTo(true);
        assertThat(result.view().triggeredBy()).isEqualTo("manual");
    }

    private static Workflow triggered(String moduleId, Map<String, Object> parameters) {
        return workflow()
                .enabled(true)
                .trigger("t", moduleId, parameters)
                .step("o", "output", Map.of("value", 1))
                .build();
    }

    private static Workflow everyMinute(int minutes) {
        return triggered("trigger_interval", Map.of("interval", minutes, "unit", "minute"));
    }

    private List<Instant> starts() {
        return engine.ended.stream().map(end -> end.startedAt().orElseThrow()).toList();
    }
}
