package dev.millrace.modules.number;

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
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Unknown;
import dev.millrace.value.Arithmetic;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exact decimal arithmetic with two operands (spec vflow-model 6.3, calculation), or the value of an expression
 * (decision D2). The operand form rounds quotients to two decimals, half up; expressions do not round.
 */
final class Calculate implements Module {
    private static final int QUOTIENT_DECIMALS = 2;

    private static final Input OPERATOR = Input.options("operator", "+", "-", "*", "/", "%")
            .withDefault("+")
            .label("运算符", "Operator")
            .help("除法四舍五入到两位小数", "Quotients are rounded to two decimals");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("calculate")
            .alias("vflow.data.calculation")
            .category(Category.DATA)
            .name("计算", "Calculate")
            .description("对两个数进行精确的十进制运算，或计算表达式", "Compute exactly with two numbers, or the value of an expression")
            .input(
                    operand("operand1", "操作数 1", "First Operand"),
                    OPERATOR,
                    operand("operand2", "操作数 2", "Second Operand"),
                    Input.expression("expression")
                            .label("表达式", "Expression")
                            .help(
                                    "例如 {{price.result}} * 1.19；填写后忽略操作数",
                                    "As in {{price.result}} * 1.19; the operands do not count then"))
            .output(Output.number("result").label("结果", "Result").help("运算结果", "The number computed"))
            .effect(Effect.PURE)
            .check(new OperandCheck())
            .example(new ModuleExample(
                    new LocalizedText("加法", "Add"),
                    Map.of("operand1", "0.1", "operator", "+", "operand2", "0.2"),
                    Map.of("result", 0.3)))
            .example(new ModuleExample(
                    new LocalizedText("除法", "Divide"),
                    Map.of("operand1", 10, "operator", "/", "operand2", 3),
                    Map.of("result", 3.33)))
            .example(new ModuleExample(
                    new LocalizedText("表达式", "Expression"),
                    Map.of("expression", "(0.1 + 0.2) * 10"),
                    Map.of("result", 3)))
            .build();

    private static Input operand(String id, String chinese, String english) {
        return Input.any(id)
                .requiredUnless("expression")
                .withDefault("0")
                .label(chinese, english)
                .help("数字，或指向数字的引用", "A number, or a reference to one");
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        if (step.has("expression")) {
            return StepResult.done("result", number("expression", step.input("expression")));
        }
        String operator = step.option("operator", "+");
        if (OPERATOR.optionNamed(operator) == null) {
            return Unknown.option(OPERATOR, operator);
        }
        Number left = number("operand1", step.input("operand1"));
        Number right = number("operand2", step.input("operand2"));
        try {
            return StepResult.done("result", compute(left, operator, right));
        } catch (ArithmeticException e) {
            return StepResult.failed(
                    "Calculation failed",
                    Excerpt.quoted(left) + " " + operator + " " + Excerpt.quoted(right) + ": " + e.getMessage());
        }
    }

    private static Number compute(Number left, String operator, Number right) {
        return switch (operator) {
            case "+" -> Arithmetic.add(left, right);
            case "-" -> Arithmetic.subtract(left, right);
            case "*" -> Arithmetic.multiply(left, right);
            case "/" -> quotient(left, nonZero(right));
            default -> Arithmetic.remainder(left, nonZero(right));
        };
    }

    private static Number quotient(Number left, Number right) {
        BigDecimal quotient = decimal(left).divide(decimal(right), QUOTIENT_DECIMALS, RoundingMode.HALF_UP);
        return Arithmetic.add(quotient, 0L);
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    private static Number nonZero(Number divisor) {
        if (Arithmetic.compare(divisor, 0L) == 0) {
            throw new ArithmeticException("a division by zero has no result; test the divisor with a condition first");
        }
        return divisor;
    }

    /** Truth values, lists and dictionaries have a number form elsewhere, but are no operands. */
    private static Number number(String input, @Nullable Object value) {
        Number number = value instanceof Number || value instanceof String ? NumberForm.of(value) : null;
        if (number == null || (number instanceof Double real && !Double.isFinite(real))) {
            throw new StepFailedException(
                    "Not a number", "input \"" + input + "\" must be a number, but is " + Excerpt.quoted(value));
        }
        return number;
    }

    /** Literal operands that can never be computed with. */
    private static final class OperandCheck implements ParameterCheck {
        @Override
        public void check(Parameters parameters, Findings findings) {
            if (parameters.get("expression") != null) {
                return;
            }
            checkNumber("operand1", parameters, findings);
            checkNumber("operand2", parameters, findings);
            boolean divides = parameters
                    .literalText("operator")
                    .filter(o -> "/%".contains(o))
                    .isPresent();
            if (divides && isZero(parameters.get("operand2"))) {
                findings.error("operand2", "a division by zero has no result", "use another divisor");
            }
        }

        private static void checkNumber(String input, Parameters parameters, Findings findings) {
            parameters
                    .literalText(input)
                    .filter(text -> NumberForm.of(text) == null)
                    .ifPresent(text -> findings.error(
                            input,
                            Excerpt.quoted(text) + " is no number",
                            "write a number such as 1.5, or refer to one: {{step.output}}"));
        }

        private static boolean isZero(@Nullable Object value) {
            Number number = value instanceof Number || value instanceof String ? NumberForm.of(value) : null;
            return number != null && number.doubleValue() == 0;
        }
    }
}
