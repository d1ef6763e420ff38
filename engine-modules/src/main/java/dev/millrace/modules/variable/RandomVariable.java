package dev.millrace.modules.variable;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Unknown;
import dev.millrace.value.Arithmetic;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import dev.millrace.value.ValueType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A random number or text, kept in a variable if it has a name (spec vflow-model 6.3, variable.random). */
final class RandomVariable implements Module {
    private static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final long MAX_LENGTH = 100_000;
    private static final int MAX_COUNT_BITS = 62;

    private static final Input TYPE = Input.options("type", "number", "string")
            .withDefault("number")
            .legacyOption("数字", "number")
            .legacyOption("文本", "string")
            .label("类型", "Type")
            .help("随机数字或随机文本", "A random number or a random text");

    private static final Output RESULT =
            Output.any("randomVariable").label("随机值", "Random Value").help("随机生成的数字或文本", "The number or text drawn");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("random_variable")
            .alias("vflow.variable.random")
            .category(Category.DATA)
            .name("随机变量", "Random Variable")
            .description("生成随机数字或随机文本，可保存为变量", "Draw a random number or text, and keep it in a variable")
            .input(
                    TYPE,
                    Input.text("variableName")
                            .literal()
                            .label("变量名", "Variable Name")
                            .help("可选；不能与已有变量重名", "Optional; must not exist yet"),
                    bound("min", 0, "最小值", "Minimum", "可能取到", "Can be drawn"),
                    bound("max", 100, "最大值", "Maximum", "按步长能到达时可能取到", "Can be drawn where the steps reach it"),
                    bound("step", 1, "步长", "Step", "相邻两个值的间隔，大于 0", "Distance of two values; more than 0"),
                    Input.number("length")
                            .lenient()
                            .withDefault(8)
                            .visibleWhen("type", "string")
                            .label("长度", "Length")
                            .help("字符数，最多 100000", "Characters, at most 100000"),
                    Input.text("custom_chars")
                            .visibleWhen("type", "string")
                            .label("字符集", "Characters")
                            .help("留空使用字母和数字", "Empty means letters and digits"))
            .output(RESULT)
            .outputs(parameters -> List.of(typed(parameters.literalText("type").orElse("number"))))
            .effect(Effect.REPEATABLE)
            .example(new ModuleExample(
                    new LocalizedText("掷骰子", "Roll a die"), Map.of("type", "number", "min", 1, "max", 6), Map.of()))
            .example(new ModuleExample(
                    new LocalizedText("固定值", "Only one value"),
                    Map.of("type", "number", "min", 5, "max", 5),
                    Map.of("randomVariable", 5)))
            .build();

    private static Input bound(String id, int value, String chinese, String english, String chineseHelp, String help) {
        return Input.number(id)
                .lenient()
                .withDefault(value)
                .visibleWhen("type", "number")
                .label(chinese, english)
                .help(chineseHelp, help);
    }

    private static Output typed(String text) {
        boolean isText = "string".equals(TYPE.optionNamed(text));
        ValueType type = isText ? ValueType.STRING : ValueType.NUMBER;
        return new Output(RESULT.id(), type, RESULT.label(), RESULT.help(), RESULT.aliases());
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String type = step.option("type", "number");
        if (TYPE.optionNamed(type) == null) {
            return Unknown.option(TYPE, type);
        }
        Object value = type.equals("number") ? number(step) : text(step);
        String name = step.text("variableName", "").strip();
        if (!name.isEmpty() && !step.variables().create(name, value)) {
            return StepResult.failed(
                    "Variable exists",
                    "a variable named " + Excerpt.quoted(name)
                            + " exists already; use another name or change it instead");
        }
        return StepResult.done("randomVariable", value);
    }

    private static Number number(StepContext step) {
        Number min = finite(step, "min", 0L);
        Number max = finite(step, "max", 100L);
        Number width = finite(step, "step", 1L);
        if (Arithmetic.compare(min, max) > 0) {
            throw invalid(
                    "input \"min\" is " + Excerpt.quoted(min) + ", which is more than \"max\", " + Excerpt.quoted(max));
        }
        if (Arithmetic.compare(width, 0L) <= 0) {
            throw invalid("input \"step\" must be more than 0, but is " + Excerpt.quoted(width));
        }
        long steps = steps(decimal(min), decimal(max), decimal(width));
        return Arithmetic.add(min, Arithmetic.multiply(step.random().nextLong(steps + 1), width));
    }

    private static long steps(BigDecimal min, BigDecimal max, BigDecimal width) {
        var steps = max.subtract(min).divideToIntegralValue(width).toBigInteger();
        if (steps.bitLength() > MAX_COUNT_BITS) {
            throw invalid("there are too many values from \"min\" to \"max\"; use a larger \"step\"");
        }
        return steps.longValue();
    }

    /** Absent and unreadable bounds have their defaults; endless ones too. */
    private static Number finite(StepContext step, String input, long fallback) {
        Number number = NumberForm.of(step.input(input));
        return number == null || (number instanceof Double real && !Double.isFinite(real)) ? fallback : number;
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    private static String text(StepContext step) {
        long length = Math.max(0, step.wholeNumber("length", 8));
        if (length > MAX_LENGTH) {
            throw invalid("input \"length\" is " + length + "; use at most " + MAX_LENGTH);
        }
        String characters = step.text("custom_chars", "");
        return drawn(characters.isEmpty() ? LETTERS_AND_DIGITS : characters, length, step.random());
    }

    private static String drawn(String characters, long length, RandomGenerator random) {
        int[] alphabet = characters.codePoints().toArray();
        StringBuilder text = new StringBuilder((int) length);
        for (long i = 0; i < length; i++) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    private static StepFailedException invalid(String message) {
        return new StepFailedException("Invalid range", message);
    }
}
