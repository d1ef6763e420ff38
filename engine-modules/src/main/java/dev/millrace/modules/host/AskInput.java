package dev.millrace.modules.host;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Unknown;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import dev.millrace.value.ValueType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Waits for an answer of a person; fails without a callback to ask one (spec vflow-model 6.5). */
final class AskInput implements Module {
    private static final Input TYPE = Input.options("inputType", "text", "number", "time", "date")
            .withDefault("text")
            .legacyOption("文本", "text")
            .legacyOption("Text", "text")
            .legacyOption("数字", "number")
            .legacyOption("Number", "number")
            .legacyOption("时间", "time")
            .legacyOption("Time", "time")
            .legacyOption("日期", "date")
            .legacyOption("Date", "date")
            .label("输入类型", "Kind")
            .help("文本、数字、时间或日期", "A text, number, time or date");

    private static final Output ANSWER =
            Output.any("userInput").label("用户输入", "Answer").help("按输入类型转换的回答", "The answer, converted to its kind");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("input")
            .alias("vflow.data.input")
            .category(Category.SYSTEM)
            .name("请求输入", "Ask for Input")
            .description("请求用户输入，由宿主程序实现", "Ask a person; offered by the host")
            .input(
                    TYPE,
                    Input.text("prompt").withDefault("").label("提示", "Prompt").help("显示给用户的问题", "The question shown"))
            .output(ANSWER)
            .outputs(AskInput::outputsOf)
            .effect(Effect.REPEATABLE)
            .example(new ModuleExample(
                    new LocalizedText("询问数量", "Ask for an amount"),
                    Map.of("inputType", "number", "prompt", "How many?"),
                    Map.of()))
            .build();

    private static List<Output> outputsOf(Parameters parameters) {
        String type = TYPE.optionNamed(parameters.literalText("inputType").orElse("text"));
        ValueType valueType = type == null || type.equals("text")
                ? ValueType.STRING
                : ValueType.named(type).orElse(ValueType.ANY);
        return List.of(new Output(ANSWER.id(), valueType, ANSWER.label(), ANSWER.help(), List.of()));
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String type = step.option("inputType", "text");
        if (TYPE.optionNamed(type) == null) {
            return Unknown.option(TYPE, type);
        }
        Optional<Questions> questions = step.service(Questions.class);
        if (questions.isEmpty()) {
            return StepResult.failed(
                    "Nobody to ask",
                    "this host offers no way to ask a person; register a " + Questions.class.getSimpleName()
                            + " service with the engine");
        }
        Questions.Kind kind = Questions.Kind.valueOf(type.toUpperCase(Locale.ROOT));
        return StepResult.later(questions
                .get()
                .ask(kind, step.text("prompt", ""))
                .thenApply(answer -> answer.map(text -> answered(kind, text)).orElseGet(AskInput::refused)));
    }

    private static StepResult answered(Questions.Kind kind, String text) {
        try {
            return switch (kind) {
                case TEXT -> StepResult.done("userInput", text);
                case TIME -> StepResult.done("userInput", LocalTime.parse(text.strip()));
                case DATE -> StepResult.done("userInput", LocalDate.parse(text.strip()));
                case NUMBER -> number(text);
            };
        } catch (DateTimeException e) {
            return StepResult.failed(
                    "Invalid answer",
                    "the answer " + Excerpt.quoted(text) + " is no "
                            + kind.name().toLowerCase(Locale.ROOT));
        }
    }

    private static StepResult number(String text) {
        Number number = NumberForm.of(text);
        return number == null
                ? StepResult.failed("Invalid answer", "the answer " + Excerpt.quoted(text) + " is no number")
                : StepResult.done("userInput", number);
    }

    private static StepResult refused() {
        return StepResult.failed("Cancelled", "the person asked did not answer");
    }
}
