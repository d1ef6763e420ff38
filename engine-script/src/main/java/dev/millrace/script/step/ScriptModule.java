package dev.millrace.script.step;

import dev.millrace.json.Json;
import dev.millrace.json.Numbers;
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
import dev.millrace.module.StepResult;
import dev.millrace.script.Script;
import dev.millrace.script.ScriptLimits;
import dev.millrace.script.ScriptRequest;
import dev.millrace.script.ScriptRun;
import dev.millrace.script.ScriptRunner;
import dev.millrace.script.graal.InProcessRunner;
import dev.millrace.script.graal.RunnerSettings;
import dev.millrace.script.graal.Syntax;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script (spec vflow-model 6.5, script-proxy 11). Takes from the engine, by type: a {@link ScriptRunner}, or else
 * makes one in this process as {@link RunnerSettings} say; {@link ScriptLimits}; and the
 * {@link dev.millrace.proxy.ProxyService} for {@code $proxy}.
 */
final class ScriptModule implements Module {
    static final String ID = "script";
    static final String ALIAS = "vflow.system.js";

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder(ID)
            .alias(ALIAS)
            .category(Category.SYSTEM)
            .name("执行脚本", "Run script")
            .description(
                    "运行 JavaScript 脚本,最后一个表达式的值为结果", "Runs JavaScript; the value of the last expression is the result")
            .input(
                    Input.text("script")
                            .literal()
                            .required()
                            .code("javascript")
                            .withDefault("inputs.a + inputs.b")
                            .label("脚本", "Script")
                            .help(
                                    "可用:inputs、vars、sys、console、$proxy,以及以 id 命名的模块函数",
                                    "Has inputs, vars, sys, console, $proxy, and modules as functions under their ids"),
                    Input.dictionary("inputs")
                            .withDefault(Map.of())
                            .label("输入", "Inputs")
                            .help("脚本中的 inputs 对象", "The object inputs of the script"),
                    Input.dictionary("form")
                            .label("表单", "Form")
                            .help(
                                    "脚本中的 form 对象,如表单当前的值;未填写时脚本中没有 form",
                                    "The object form of the script, such as a form's values; without it there is no form"),
                    Input.truth("view")
                            .literal()
                            .withDefault(false)
                            .label("只读视图", "Read inputs in place")
                            .help(
                                    "大型输入不复制,脚本中只读",
                                    "Large inputs are read without a copy; the script cannot change them"),
                    Input.truth("idempotent")
                            .literal()
                            .withDefault(false)
                            .label("可重复执行", "May run twice")
                            .help("崩溃后可再次执行", "After a crash in the middle the script may run again"))
            .output(
                    Output.dictionary("outputs")
                            .label("输出", "Outputs")
                            .help(
                                    "结果对象的成员;结果不是对象时,以 result 为名",
                                    "The members of the result; one that is no object is the member result"),
                    Output.any("result").label("结果", "Result").help("脚本的结果本身", "The script's result itself"),
                    Output.text("error_code")
                            .label("错误代码", "Error code")
                            .help("失败时,脚本所抛错误的 code", "After a failure the code of the error that the script threw"))
            .effect(ScriptModule::effect)
            .check(ScriptModule::check)
            .example(example())
            .build();

    private static ModuleExample example() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("script", "({ total: inputs.prices.reduce((sum, price) => sum + price, 0) })");
        parameters.put("inputs", Map.of("prices", List.of(1, 2)));
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("outputs", Map.of("total", 3L));
        outputs.put("result", Map.of("total", 3L));
        return new ModuleExample(new LocalizedText("求和", "Add up"), parameters, outputs);
    }

    private static Effect effect(Parameters parameters) {
        return Boolean.TRUE.equals(parameters.get("idempotent")) ? Effect.REPEATABLE : Effect.ONCE;
    }

    private static void check(Parameters parameters, ParameterCheck.Findings findings) {
        parameters
                .literalText("script")
                .flatMap(text -> Syntax.check(new Script(ID, text), ScriptLimits.DEFAULT))
                .ifPresent(error -> findings.error(
                        "script",
                        "the script cannot be read: " + error.describe().replace('\n', ' '),
                        "correct the line that the message names"));
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String text = step.text("script", "");
        if (text.isBlank()) {
            return StepResult.failed("Missing input", "input \"script\" is blank; write a script");
        }
        ScriptRun run = runner(step).start(request(step, text));
        step.cancellation().onCancel(run::cancel);
        return StepResult.later(run.outcome().thenApply(Outcomes::result));
    }

    private static ScriptRunner runner(StepContext step) {
        return step.service(
                ScriptRunner.class,
                () -> InProcessRunner.open(step.service(RunnerSettings.class).orElse(RunnerSettings.DEFAULT)));
    }

    /** Everything the script may read is taken now; it becomes text when the script reads it. */
    private static ScriptRequest request(StepContext step, String text) {
        Map<String, @Nullable Object> inputs = step.has("inputs") ? step.dictionary("inputs") : Map.of();
        Map<String, @Nullable Object> variables = step.variables().asMap();
        Map<String, @Nullable Object> system = new LinkedHashMap<>();
        system.put("script", text);
        system.put("inputs", inputs);
        ScriptRequest request = ScriptRequest.of(new Script(step.stepId() + ".js", text))
                .withLimits(limits(step))
                .withHost(new StepHost(step))
                .global("vars", () -> text(variables))
                .global("sys", () -> text(system))
                .global("context", () -> "{}");
        Supplier<String> json = () -> text(inputs);
        ScriptRequest given =
                step.truth("view", false) ? request.view("inputs", inputs, json) : request.global("inputs", json);
        if (!step.has("form")) {
            return given;
        }
        Map<String, @Nullable Object> form = step.dictionary("form");
        return given.global("form", () -> text(form));
    }

    private static String text(Map<String, @Nullable Object> value) {
        return Json.write(value, Numbers.TEXT);
    }

    private static ScriptLimits limits(StepContext step) {
        ScriptLimits limits = step.service(ScriptLimits.class).orElse(ScriptLimits.DEFAULT);
        Duration left = step.timeLeft().orElse(limits.wallTime());
        boolean sooner = left.compareTo(limits.wallTime()) < 0 && !left.isZero();
        return sooner ? limits.withWallTime(left) : limits;
    }
}
