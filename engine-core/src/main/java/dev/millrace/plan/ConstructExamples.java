package dev.millrace.plan;

import dev.millrace.module.LocalizedText;
import dev.millrace.module.ModuleExample;
import java.util.Map;

/**
 * A use of each step of the language. The variables {@code total} (120) and {@code names} and the workflow {@code other}
 * are taken to be there.
 */
final class ConstructExamples {
    private static final ModuleExample PLAIN = example("无参数", "Without parameters", Map.of(), Map.of());

    private static final Map<String, ModuleExample> EXAMPLES = Map.ofEntries(
            Map.entry(
                    "if_condition",
                    example("大额订单", "A large order", Map.of("condition", "[[total]] > 100"), Map.of("result", true))),
            Map.entry(
                    "else_if",
                    example("中等订单", "A middling order", Map.of("condition", "[[total]] > 10"), Map.of("result", true))),
            Map.entry("loop", example("三次", "Three rounds", Map.of("count", 3), Map.of())),
            Map.entry("for_each", example("每个名字", "Each name", Map.of("input_list", "[[names]]"), Map.of())),
            Map.entry(
                    "while", example("直到足够小", "Until it is small", Map.of("condition", "[[total]] > 1000"), Map.of())),
            Map.entry("jump", example("到第二步", "To the second step", Map.of("target_step_index", 2), Map.of())),
            Map.entry(
                    "call_workflow",
                    example(
                            "带输入调用",
                            "With an input",
                            Map.of("workflow_id", "other", "inputs", Map.of("name", "Ann")),
                            Map.of())),
            Map.entry("return", example("返回文本", "Return a text", Map.of("value", "done"), Map.of())),
            Map.entry("stop_workflow", example("到此为止", "Stop here", Map.of("target", "current"), Map.of())),
            Map.entry("parallel", example("等待全部", "Wait for all", Map.of("join", "all"), Map.of())),
            Map.entry("branch", example("命名分支", "A named branch", Map.of("name", "first"), Map.of())),
            Map.entry(
                    "throw",
                    example(
                            "带错误码",
                            "With a code",
                            Map.of("name", "Closed", "content", "come again tomorrow", "code", 2001),
                            Map.of())),
            Map.entry(
                    "output", example("输出字典", "A dictionary", Map.of("value", Map.of("total", "[[total]]")), Map.of())),
            Map.entry(
                    "create_variable",
                    example(
                            "数字变量",
                            "A number",
                            Map.of("type", "number", "value", "5", "variableName", "count"),
                            Map.of("variable", 5))),
            Map.entry(
                    "get_variable",
                    example("读取变量", "Read a variable", Map.of("source", "[[total]]"), Map.of("value", 120))),
            Map.entry(
                    "set_variable",
                    example(
                            "按表达式修改",
                            "By an expression",
                            Map.of("variable", "[[total]]", "expression", "[[total]] * 2"),
                            Map.of())),
            Map.entry("comment", example("说明", "A note", Map.of("content", "why this is done"), Map.of())));

    private ConstructExamples() {}

    static ModuleExample of(String id) {
        return EXAMPLES.getOrDefault(id, PLAIN);
    }

    private static ModuleExample example(
            String chinese, String english, Map<String, Object> parameters, Map<String, Object> outputs) {
        return new ModuleExample(new LocalizedText(chinese, english), parameters, outputs);
    }
}
