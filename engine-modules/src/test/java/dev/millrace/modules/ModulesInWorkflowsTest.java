package dev.millrace.modules;

import static dev.millrace.modules.ManualEngine.step;
import static dev.millrace.modules.ManualEngine.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.StartRequest;
import dev.millrace.module.LogLevel;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.LogEntry;
import dev.millrace.workflow.ReentryBehavior;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Built-in modules with what only an engine gives them: references, waits, error policies, the log. */
class ModulesInWorkflowsTest {
    private final ManualEngine engine = ManualEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void expression_computes_exactly_with_outputs_and_variables() {
        ExecutionResult result = engine.run(workflow()
                .step("n", "create_variable", Map.of("type", "number", "value", 3, "variableName", "n"))
                .step("c", "calculate", Map.of("expression", "(0.1 + 0.2) * [[n]]"))
                .step("d", "calculate", Map.of("expression", "{{c.result}} / 2"))
                .step("t", "output", Map.of("value", "{{c.result}} and {{d.result}}")));

        assertThat(result.outputs("c")).containsEntry("result", 0.9);
        assertThat(result.output()).isEqualTo("0.9 and 0.45");
    }

    @Test
    void elements_are_held_against_outputs_and_variables() {
        ExecutionResult result = engine.run(workflow()
                .step("n", "create_variable", Map.of("type", "number", "value", 2, "variableName", "n"))
                .step("c", "calculate", Map.of("expression", "[[n]] + 1"))
                .step(
                        "f",
                        "list_edit",
                        Map.of(
                                "list",
                                List.of(1, 2, 3, 4),
                                "operation",
                                "filter",
                                "expression",
                                "item in [[[n]], {{c.result}}]"))
                .step("o", "output", Map.of("value", "{{f.result}}")));

        assertThat(result.output()).isEqualTo(List.of(2L, 3L));
    }

    @Test
    void operands_are_references_too() {
        ExecutionResult result = engine.run(workflow()
                .step("a", "calculate", Map.of("operand1", "10", "operator", "/", "operand2", 3))
                .step("b", "vflow.data.calculation", Map.of("operand1", "{{a.result}}", "operand2", "1")));

        assertThat(result.outputs("b")).containsEntry("result", 4.33);
    }

    @Test
    void division_by_zero_in_an_expression_fails_the_step() {
        ExecutionResult result = engine.run(workflow()
                .step("one", "calculate", Map.of("operand1", 1, "operand2", 0))
                .step("s", "calculate", Map.of("expression", "1 / ({{one.result}} - 1)")));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().stepId()).isEqualTo("s");
    }

    @Test
    void exact_digits_survive_from_step_to_step() {
        ExecutionResult result = engine.run(workflow()
                .step("j", "parse_json", Map.of("json", "{\"n\":0.12345678901234567890}", "path", "n"))
                .step("c", "calculate", Map.of("expression", "{{j.first_value}} * 10")));

        assertThat((BigDecimal) result.outputs("c").get("result"))
                .isEqualByComparingTo(new BigDecimal("1.234567890123456789"));
    }

    @Test
    void output_answers_to_its_alias_in_references() {
        ExecutionResult result = engine.run(workflow()
                .step("q", "json_query", Map.of("json", Map.of("a", 5), "path", "$.a"))
                .step("o", "output", Map.of("value", "{{q.firstValue}}{{q.first_value}}")));

        assertThat(result.output()).isEqualTo("55");
    }

    @Test
    void delay_parks_and_holds_no_thread() {
        ExecutionHandle handle = engine.start(
                step("delay", Map.of("duration", 60_000))
                        .step("o", "output", Map.of("value", "{{s.actualDuration}}"))
                        .build(),
                StartRequest.plain());

        assertThat(engine.isIdle()).isTrue();
        assertThat(engine.status(handle)).isEqualTo(ExecutionStatus.WAITING);

        engine.advance(Duration.ofMillis(59_999));
        assertThat(handle.isOver()).isFalse();
        engine.advance(Duration.ofMillis(1));

        assertThat(engine.finish(handle).output()).isEqualTo(60_000L);
        assertThat(engine.clock.pendingTimers()).isZero();
    }

    @Test
    void a_thousand_delays_wait_without_a_thread_and_end_in_the_order_of_their_times() {
        List<ExecutionHandle> handles = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            handles.add(engine.start(
                    workflow()
                            .reentry(ReentryBehavior.ALLOW_PARALLEL)
                            .step("s", "delay", Map.of("duration", 1_000_000 - i))
                            .build(),
                    StartRequest.plain()));
        }

        assertThat(engine.isIdle()).isTrue();
        assertThat(handles).noneMatch(ExecutionHandle::isOver);
        engine.advance(Duration.ofMillis(1_000_000 - 500));

        assertThat(handles.stream().filter(ExecutionHandle::isOver)).hasSize(500);
        assertThat(handles.get(999).isOver()).isTrue();
        assertThat(handles.get(0).isOver()).isFalse();
    }

    @Test
    void cancelled_delay_ends_at_once_and_leaves_no_timer() {
        ExecutionHandle handle =
                engine.start(step("delay", Map.of("duration", 60_000)).build(), StartRequest.plain());

        handle.cancel();
        ExecutionResult result = engine.finish(handle);

        assertThat(result.status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(engine.clock.pendingTimers()).isZero();
    }

    @Test
    void rounds_that_wait_at_the_same_time_wait_once() {
        ExecutionResult result = engine.run(workflow()
                .step("f", "for_each", Map.of("input_list", List.of(3, 1, 2), "maxConcurrency", 3))
                .step("d", "delay", Map.of("duration", 1_000))
                .step("r", "random_variable", Map.of("min", 1, "max", 1, "variableName", "v"))
                .step("e", "end_for_each"));

        assertThat(result.error()).isEmpty();
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(result.variables()).containsEntry("v", 1L);
    }

    @Test
    void delay_beyond_the_time_limit_times_out_at_the_limit() {
        ExecutionHandle handle = engine.start(
                ManualEngine.step("delay", Map.of("duration", 60_000)).build(),
                StartRequest.plain().withTimeLimit(Duration.ofSeconds(5)));

        engine.advance(Duration.ofSeconds(6));

        assertThat(engine.finish(handle).status()).isEqualTo(ExecutionStatus.TIMEOUT);
        assertThat(engine.clock.pendingTimers()).isZero();
    }

    @Test
    void delays_in_branches_of_branches_wait_at_the_same_time() {
        ExecutionResult result = engine.run(workflow()
                .step("p", "parallel")
                .step("a", "branch", Map.of("name", "a"))
                .step("p2", "parallel")
                .step("a2", "branch", Map.of("name", "x"))
                .step("d1", "delay", Map.of("duration", 100))
                .step("b2", "branch", Map.of("name", "y"))
                .step("d2", "delay", Map.of("duration", 200))
                .step("j2", "end_parallel")
                .step("b", "branch", Map.of("name", "b"))
                .step("d3", "delay", Map.of("duration", 250))
                .step("j", "end_parallel")
                .step(
                        "o",
                        "output",
                        Map.of("value", "{{d1.actualDuration}} {{d2.actualDuration}} {{d3.actualDuration}}")));

        assertThat(result.output()).isEqualTo("100 200 250");
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.250Z");
    }

    @Test
    void paused_delay_goes_on_after_resume() {
        ExecutionHandle handle = engine.start(
                ManualEngine.step("delay", Map.of("duration", 1_000))
                        .step("o", "output", Map.of("value", "{{s.success}}"))
                        .build(),
                StartRequest.plain());

        handle.pause();
        engine.advance(Duration.ofSeconds(2));
        assertThat(engine.status(handle)).isEqualTo(ExecutionStatus.PAUSED);
        handle.resume();

        assertThat(engine.finish(handle).output()).isEqualTo(true);
    }

    @Test
    void delay_of_a_text_that_is_no_number_fails_with_the_value() {
        ExecutionResult result = engine.run(workflow()
                .step("v", "create_variable", Map.of("value", "soon"))
                .step("s", "delay", Map.of("duration", "{{v.variable}}")));

        assertThat(result.error().orElseThrow().message()).contains("duration", "soon");
    }

    @Test
    void failing_text_module_is_tried_again_and_skipped() {
        ExecutionResult result = engine.run(
                workflow().step("r", "text_process", failing("RETRY")).step("o", "output", Map.of("value", "never")));
        ExecutionResult skipped = engine.run(
                workflow().step("r", "text_process", failing("SKIP")).step("o", "output", Map.of("value", "on")));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(messages(result, LogLevel.ERROR)).hasSize(3);
        assertThat(messages(result, LogLevel.WARNING)).hasSize(2);
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:20Z");
        assertThat(skipped.output()).isEqualTo("on");
        assertThat(messages(skipped, LogLevel.WARNING)).containsExactly("Skipped step: text_process");
    }

    private static Map<String, Object> failing(String policy) {
        return Map.of(
                "operation",
                "join",
                "join_list",
                "no list",
                "__error_policy",
                policy,
                "__retry_count",
                2,
                "__retry_interval",
                10_000);
    }

    @Test
    void failing_module_is_caught() {
        ExecutionResult result = engine.run(workflow()
                .step("t", "try")
                .step("b", "base64", Map.of("operation", "decode", "source_text", "####"))
                .step("c", "catch")
                .step("d", "base64", Map.of("operation", "decode", "source_text", "QW5u"))
                .step("e", "end_try"));

        assertThat(result.isCompleted()).isTrue();
        assertThat(result.outputs("d")).containsEntry("result_text", "Ann");
    }

    @Test
    void log_entries_appear_in_the_history() {
        ExecutionResult result = engine.run(workflow()
                .step("a", "log", Map.of("message", "seen {{now}}", "level", "info"))
                .step(
                        "b",
                        "log",
                        Map.of("message", "low", "level", "warning", "details", Map.of("left", "{{a.success}}"))));

        assertThat(entries(result, "log", LogLevel.WARNING)).singleElement().satisfies(entry -> {
            assertThat(entry.message()).isEqualTo("low");
            assertThat(entry.stepIndex()).isEqualTo(1);
            assertThat(entry.details()).containsEntry("left", true);
            assertThat(entry.timestamp()).isEqualTo("2026-01-01T00:00:00Z");
        });
        assertThat(messages(result, LogLevel.INFO)).anyMatch(message -> message.startsWith("seen "));
    }

    @Test
    void lists_of_outputs_go_into_text_modules_as_lists() {
        ExecutionResult result = engine.run(workflow()
                .step("s", "text_split", Map.of("text", "a,b,c", "delimiter", ","))
                .step("e", "list_edit", Map.of("operation", "add", "list", "{{s.result}}", "value", "d"))
                .step(
                        "j",
                        "text_process",
                        Map.of("operation", "join", "join_list", "{{e.result}}", "join_delimiter", "-"))
                .step("o", "output", Map.of("value", "{{j.result_text}}")));

        assertThat(result.output()).isEqualTo("a-b-c-d");
    }

    @Test
    void inserted_text_is_not_a_template_again() {
        ExecutionResult result = engine.run(
                step("base64", Map.of("operation", "encode", "source_text", "[[text]]"))
                        .step("d", "base64", Map.of("operation", "decode", "source_text", "{{s.result_text}}"))
                        .build(),
                StartRequest.inputs(Map.of("text", "{{s.result_text}}")));

        assertThat(result.outputs("d")).containsEntry("result_text", "{{s.result_text}}");
    }

    private static List<String> messages(ExecutionResult result, LogLevel level) {
        return result.view().log().stream()
                .filter(entry -> entry.level() == level)
                .map(LogEntry::message)
                .toList();
    }

    private static List<LogEntry> entries(ExecutionResult result, String moduleId, LogLevel level) {
        return result.view().log().stream()
                .filter(entry -> entry.level() == level && entry.moduleId().equals(moduleId))
                .toList();
    }
}
