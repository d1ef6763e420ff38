package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionResult;
import dev.millrace.StartRequest;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A file that the phone app has exported runs like the same workflow in the ids of today. */
class PhoneAppFileTest {
    private static final String EXPORTED = """
            {
              "_meta": {"id": "w", "name": "Phone", "version": "1.0.0", "vFlowLevel": 1, "tags": []},
              "id": "w", "name": "Phone", "isEnabled": false,
              "triggers": [
                {"id": "t", "moduleId": "vflow.trigger.manual", "parameters": {}, "indentationLevel": 0}],
              "steps": [
                {"id": "v", "moduleId": "vflow.variable.create", "indentationLevel": 0,
                 "parameters": {"type": "数字", "value": "1", "variableName": "sum", "__error_policy": "STOP"}},
                {"id": "x", "moduleId": "vflow.data.text_processing", "indentationLevel": 0,
                 "parameters": {"operation": "正则提取", "source_text": "a1b22c333", "regex_pattern": "([a-z])([0-9]+)",
                                "regex_group": 2.0, "show_advanced": true}},
                {"id": "j", "moduleId": "vflow.data.text_processing", "indentationLevel": 0,
                 "parameters": {"operation": "拼接", "join_list": "{{x.result_list}}", "join_delimiter": "+"}},
                {"id": "L", "moduleId": "vflow.logic.loop.start", "indentationLevel": 0,
                 "parameters": {"count": 3.0}},
                {"id": "c", "moduleId": "vflow.data.calculation", "indentationLevel": 1,
                 "parameters": {"operand1": "[[sum]]", "operator": "*", "operand2": 2.0}},
                {"id": "m", "moduleId": "vflow.variable.modify", "indentationLevel": 1,
                 "parameters": {"variable": "[[sum]]", "newValue": "{{c.result}}"}},
                {"id": "E", "moduleId": "vflow.logic.loop.end", "indentationLevel": 0, "parameters": {}},
                {"id": "d", "moduleId": "vflow.device.delay", "indentationLevel": 0,
                 "parameters": {"duration": 1000.0}},
                {"id": "n", "moduleId": "vflow.data.get_current_time", "indentationLevel": 0,
                 "parameters": {"format": "HH:mm:ss", "timezone": "Asia/Shanghai"}},
                {"id": "b", "moduleId": "vflow.data.base64", "indentationLevel": 0,
                 "parameters": {"operation": "编码", "source_text": "{{j.result_text}} at {{n.time}}"}},
                {"id": "p", "moduleId": "vflow.data.parse_json", "indentationLevel": 0,
                 "parameters": {"json": "{\\"items\\":[{\\"id\\":1.0},{\\"id\\":2}]}", "path": "items.*.id"}},
                {"id": "i", "moduleId": "vflow.logic.if.start", "indentationLevel": 0,
                 "parameters": {"input1": "{{n.second}}", "operator": "等于", "value1": "1"}},
                {"id": "e", "moduleId": "vflow.data.text_extract", "indentationLevel": 1,
                 "parameters": {"text": "abcdef", "mode": "提取字符", "index": -1.0, "count": 1.0}},
                {"id": "l", "moduleId": "vflow.logic.if.middle", "indentationLevel": 0, "parameters": {}},
                {"id": "f", "moduleId": "vflow.device.click", "indentationLevel": 1, "parameters": {"x": 10.0}},
                {"id": "z", "moduleId": "vflow.logic.if.end", "indentationLevel": 0, "parameters": {}},
                {"id": "r", "moduleId": "vflow.variable.random", "indentationLevel": 0,
                 "parameters": {"type": "文本", "length": 5.0, "custom_chars": "ab", "variableName": "drawn"}},
                {"id": "o", "moduleId": "vflow.logic.return", "indentationLevel": 0,
                 "parameters": {"value": "{{b.result_text}} {{e.result}} [[sum]] {{r.randomVariable}}"}}
              ]
            }
            """;

    private static Workflow twin() {
        return ManualEngine.workflow()
                .trigger("t", "trigger_manual", Map.of())
                .step("v", "create_variable", Map.of("type", "number", "value", 1, "variableName", "sum"))
                .step(
                        "x",
                        "text_process",
                        Map.of(
                                "operation", "regex_extract",
                                "source_text", "a1b22c333",
                                "regex_pattern", "([a-z])([0-9]+)",
                                "regex_group", 2))
                .step(
                        "j",
                        "text_process",
                        Map.of("operation", "join", "join_list", "{{x.result_list}}", "join_delimiter", "+"))
                .step("L", "loop", Map.of("count", 3))
                .step("c", "calculate", Map.of("expression", "[[sum]] * 2"))
                .step("m", "set_variable", Map.of("variable", "[[sum]]", "newValue", "{{c.result}}"))
                .step("E", "end_loop")
                .step("d", "delay", Map.of("duration", 1_000))
                .step("n", "current_time", Map.of("format", "time", "timezone", "Asia/Shanghai"))
                .step("b", "base64", Map.of("operation", "encode", "source_text", "{{j.result_text}} at {{n.time}}"))
                .step("p", "parse_json", Map.of("json", "{\"items\":[{\"id\":1.0},{\"id\":2}]}", "path", "items.*.id"))
                .step("i", "if_condition", Map.of("condition", "{{n.second}} == 1"))
                .step("e", "text_extract", Map.of("text", "abcdef", "mode", "char", "index", -1))
                .step("l", "else")
                .step("f", "throw", Map.of("message", "not reached"))
                .step("z", "endif")
                .step(
                        "r",
                        "random_variable",
                        Map.of("type", "string", "length", 5, "custom_chars", "ab", "variableName", "drawn"))
                .step("o", "return", Map.of("value", "{{b.result_text}} {{e.result}} [[sum]] {{r.randomVariable}}"))
                .build();
    }

    @Test
    void exported_file_gives_the_results_of_its_twin() {
        ExecutionResult exported = run(Workflow.parse(EXPORTED));
        ExecutionResult twin = run(twin());

        assertThat(exported.error()).isEmpty();
        assertThat(exported.output()).isEqualTo(twin.output());
        assertThat(exported.variables()).isEqualTo(twin.variables()).containsEntry("sum", 8L);
        assertThat(exported.view().outputs()).isEqualTo(twin.view().outputs());
    }

    @Test
    void results_are_under_the_ids_that_the_file_names() {
        ExecutionResult exported = run(Workflow.parse(EXPORTED));

        assertThat(exported.outputs("x")).isEqualTo(Map.of("result_list", List.of("1", "22", "333")));
        assertThat(exported.outputs("j")).isEqualTo(Map.of("result_text", "1+22+333"));
        assertThat(exported.outputs("d")).isEqualTo(Map.of("success", true, "actualDuration", 1_000L));
        assertThat(exported.outputs("n")).containsKeys("timestamp_seconds", "weekday_number");
        assertThat(exported.outputs("p").get("first_value")).isEqualTo(1.0);
        assertThat(exported.outputs("r")).containsOnlyKeys("randomVariable");
    }

    private static ExecutionResult run(Workflow workflow) {
        try (ManualEngine engine = ManualEngine.create()) {
            return engine.run(workflow, StartRequest.plain());
        }
    }
}
