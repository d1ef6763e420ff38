package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.module.Module;
import dev.millrace.test.ModuleTester;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterChecksTest {
    @ParameterizedTest(name = "{0} {2}")
    @MethodSource
    void what_can_never_work_is_found_before_the_workflow_runs(
            String module, String input, Map<String, Object> parameters) {
        List<ModuleTester.Finding> findings = tester(module, parameters).check();

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.input()).isEqualTo(input);
            assertThat(finding.message()).isNotBlank();
            assertThat(finding.fix()).isNotBlank();
        });
    }

    static Stream<Arguments> what_can_never_work_is_found_before_the_workflow_runs() {
        return Stream.of(
                arguments("activity", "assignees", Map.of("assignees", List.of())),
                arguments("activity", "actions", Map.of("assignees", "ann", "actions", " ")),
                arguments("delay", "duration", Map.of("duration", "-1")),
                arguments("delay", "duration", Map.of("duration", "1.5")),
                arguments("delay", "duration", Map.of("duration", "soon")),
                arguments("toast", "message", Map.of("message", " ")),
                arguments("calculate", "operand1", Map.of("operand1", "abc", "operand2", 1)),
                arguments("calculate", "operand2", Map.of("operand1", 1, "operator", "/", "operand2", "0.0")),
                arguments("text_process", "regex_pattern", Map.of("operation", "regex_extract", "regex_pattern", "(")),
                arguments("date_format", "pattern", Map.of("value", 0, "pattern", "{")),
                arguments("json_query", "path", Map.of("json", "{}", "path", "$[")),
                arguments("json_query", "path", Map.of("json", "{}", "path", "$[?(@.a =~ /a/)]")),
                arguments("list_edit", "expression", Map.of("list", List.of(), "operation", "filter")),
                arguments("list_edit", "expression", Map.of("list", List.of(), "operation", "转换", "expression", " ")),
                arguments("parse_xml", "xpath", Map.of("xml", "<a/>", "xpath", "//a[")),
                arguments("trigger_cron", "expression", Map.of("expression", "61 * * * *")),
                arguments("trigger_cron", "timezone", Map.of("expression", "* * * * *", "timezone", "Mars/Base")),
                arguments("trigger_time", "time", Map.of("time", "25:00")),
                arguments("trigger_time", "days", Map.of("time", "9:00", "days", List.of(0))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void what_may_work_is_left_alone(String module, Map<String, Object> parameters) {
        assertThat(tester(module, parameters).check()).isEmpty();
    }

    static Stream<Arguments> what_may_work_is_left_alone() {
        return Stream.of(
                arguments("delay", Map.of("duration", "1000")),
                arguments("delay", Map.of("duration", "{{a.b}}")),
                arguments("toast", Map.of("message", "[[text]]")),
                arguments("calculate", Map.of("operand1", "{{a.b}}", "operator", "/", "operand2", "{{c.d}}")),
                arguments("calculate", Map.of("expression", "1 / 0")),
                arguments("text_process", Map.of("operation", "join", "join_list", "{{a.b}}")),
                arguments("parse_xml", Map.of("xml", "<a/>", "xpath", "//p:a")),
                arguments("trigger_cron", Map.of("expression", "0 9 * * 1-5", "timezone", "Asia/Shanghai")),
                arguments("trigger_time", Map.of("time", "09:00", "days", List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void examples_pass_the_checks(Module module) {
        module.descriptor()
                .examples()
                .forEach(example -> assertThat(ModuleTester.of(module)
                                .with(example.parameters())
                                .check())
                        .isEmpty());
    }

    static List<Module> examples_pass_the_checks() {
        return new BuiltInModules().modules();
    }

    private static ModuleTester tester(String id, Map<String, Object> parameters) {
        Module module = new BuiltInModules()
                .modules().stream()
                        .filter(candidate -> candidate.descriptor().id().equals(id))
                        .findFirst()
                        .orElseThrow();
        return ModuleTester.of(module).with(parameters);
    }
}
