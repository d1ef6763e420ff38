package dev.millrace.modules.text;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Unknown;
import dev.millrace.value.NumberForm;
import java.math.BigDecimal;
import java.util.Map;

/** Takes a piece of a text by position, in UTF-16 units as everywhere (spec vflow-model 6.3, text_extract). */
final class TextExtract implements Module {
    private static final Input MODE = Input.options("mode", "substring", "prefix", "suffix", "char")
            .withDefault("substring")
            .legacyOption("提取中间", "substring")
            .legacyOption("提取前缀", "prefix")
            .legacyOption("提取后缀", "suffix")
            .legacyOption("提取字符", "char")
            .label("提取方式", "Mode")
            .help("中间、前缀、后缀或单个位置", "A part in the middle, the start, the end, or from one position");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("text_extract")
            .alias("vflow.data.text_extract")
            .category(Category.DATA)
            .name("文本提取", "Extract Text")
            .description("按位置提取文本的一部分", "Take a piece of a text by position")
            .input(
                    Input.text("text")
                            .required()
                            .label("文本", "Text")
                            .help("原文本，不能为空", "The whole text; must not be empty"),
                    MODE,
                    position(
                                    "start",
                                    "起始位置",
                                    "Start",
                                    "从 0 开始，包含；负数从末尾算起",
                                    "From 0, inclusive; negative counts from the end")
                            .visibleWhen("mode", "substring"),
                    position("end", "结束位置", "End", "不包含；负数从末尾算起", "Exclusive; negative counts from the end")
                            .visibleWhen("mode", "substring"),
                    position("index", "位置", "Position", "从 0 开始；负数从末尾算起", "From 0; negative counts from the end")
                            .visibleWhen("mode", "char"),
                    Input.number("count")
                            .wholeNumber()
                            .lenient()
                            .withDefault(1)
                            .visibleWhen("mode", "prefix", "suffix", "char")
                            .label("字符数", "Count")
                            .help("提取的字符数量", "How many characters to take"))
            .output(Output.text("result").label("结果", "Result").help("提取的文本，可能为空", "The piece; may be empty"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("提取中间", "A part in the middle"),
                    Map.of("text", "abcdef", "mode", "substring", "start", 1, "end", 3),
                    Map.of("result", "bc")))
            .example(new ModuleExample(
                    new LocalizedText("最后一个字符", "The last character"),
                    Map.of("text", "abcdef", "mode", "char", "index", -1),
                    Map.of("result", "f")))
            .build();

    private static Input position(String id, String chinese, String english, String chineseHelp, String help) {
        return Input.number(id)
                .wholeNumber()
                .lenient()
                .withDefault(0)
                .label(chinese, english)
                .help(chineseHelp, help);
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String text = step.text("text", "");
        if (text.isEmpty()) {
            return Texts.missing("text");
        }
        String mode = step.option("mode", "substring");
        int length = text.length();
        return switch (mode) {
            case "substring" ->
                piece(text, fromEnd(integer(step, "start", 0), length), fromEnd(integer(step, "end", 0), length));
            case "prefix" -> piece(text, 0, integer(step, "count", 0));
            case "suffix" -> piece(text, length - Math.max(0, integer(step, "count", 0)), length);
            case "char" -> characters(text, fromEnd(integer(step, "index", 0), length), integer(step, "count", 1));
            default -> Unknown.option(MODE, mode);
        };
    }

    private static StepResult characters(String text, long index, long count) {
        return piece(text, index, index + Math.min(Math.max(0, count), text.length()));
    }

    private static StepResult piece(String text, long start, long end) {
        int from = (int) Math.min(Math.max(0, start), text.length());
        int to = (int) Math.min(Math.max(0, end), text.length());
        return StepResult.done("result", from < to ? text.substring(from, to) : "");
    }

    private static long fromEnd(long position, int length) {
        return position >= 0 ? position : Math.max(0, position + length);
    }

    /** Numbers with a fraction count as absent here; the range is cut to that of an int, which no text exceeds. */
    private static long integer(StepContext step, String id, int fallback) {
        Number number = NumberForm.of(step.input(id));
        if (number == null || !isWhole(number)) {
            return fallback;
        }
        return (long) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number.doubleValue()));
    }

    private static boolean isWhole(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros().scale() <= 0;
        }
        return number instanceof Long || Math.rint(number.doubleValue()) == number.doubleValue();
    }
}
