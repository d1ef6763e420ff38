package dev.millrace.plan;

import static dev.millrace.workflow.ProblemCode.INVALID_PARAMETER;

import dev.millrace.module.Constraints;
import dev.millrace.module.Input;
import dev.millrace.template.ConditionOperator;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import dev.millrace.value.SafePattern;
import dev.millrace.value.TextForm;
import dev.millrace.value.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Holds one literal parameter against its input's type and constraints. */
final class LiteralCheck {
    private final Node node;
    private final Written written;
    private final Input input;
    private final Constraints constraints;
    private final Findings findings;

    LiteralCheck(Node node, Written written, Findings findings) {
        this.node = node;
        this.written = written;
        this.input = written.input();
        this.constraints = input.constraints();
        this.findings = findings;
    }

    void run() {
        Object value = written.constant();
        if (value == null || "".equals(value) && !input.isRequired()) {
            return;
        }
        switch (input.type()) {
            case NUMBER -> checkNumber(value);
            case BOOLEAN -> checkTruth(value);
            case LIST -> check(value instanceof List, value, "a list", "write a list such as [1, 2]");
            case DICTIONARY ->
                check(value instanceof Map, value, "a dictionary", "write an object such as {\"name\": \"value\"}");
            case STRING -> checkText(value);
            default -> {}
        }
    }

    private void checkNumber(Object value) {
        Number number = ValueType.of(value) == ValueType.BOOLEAN ? null : NumberForm.of(value);
        if (number == null || value instanceof List || value instanceof Map) {
            report(value, "a number", "write a number such as 5, or refer to an output: {{step.output}}");
            return;
        }
        double size = number.doubleValue();
        Double min = constraints.min();
        Double max = constraints.max();
        if (min != null && size < min || max != null && size > max || Double.isNaN(size)) {
            report(value, range(min, max), "choose a number in the range");
        } else if (constraints.wholeNumber() && size != Math.rint(size)) {
            report(value, "a whole number", "leave the fraction out");
        }
    }

    private static String range(
            @org.jspecify.annotations.Nullable Double min, @org.jspecify.annotations.Nullable Double max) {
        if (min == null) {
            return "at most " + TextForm.of(max);
        }
        return max == null ? "at least " + TextForm.of(min) : "from " + TextForm.of(min) + " to " + TextForm.of(max);
    }

    private void checkTruth(Object value) {
        String text = TextForm.of(value).toLowerCase(Locale.ROOT);
        check(text.equals("true") || text.equals("false"), value, "true or false", "write true or false");
    }

    private void checkText(Object value) {
        String text = TextForm.of(value);
        if (!constraints.options().isEmpty()) {
            checkOption(text);
            return;
        }
        Integer min = constraints.minLength();
        Integer max = constraints.maxLength();
        if (min != null && text.strip().length() < min) {
            report(value, "a text of at least " + min + (min == 1 ? " character" : " characters"), "write a text");
        } else if (max != null && text.length() > max) {
            report(value, "a text of at most " + max + " characters", "shorten it");
        } else if (constraints.pattern() != null
                && !SafePattern.compile(constraints.pattern()).find(text)) {
            report(value, "a text like " + constraints.pattern(), "correct it");
        }
    }

    private void checkOption(String text) {
        boolean known = input.optionNamed(text) != null
                || input.id().equals("operator")
                        && ConditionOperator.named(text).isPresent();
        if (!known) {
            String nearest = findings.nearest(text, constraints.options());
            report(
                    text,
                    "one of " + String.join(", ", constraints.options()),
                    nearest == null ? "choose one of them" : "write " + nearest);
        }
    }

    private void check(boolean fits, Object value, String expected, String fix) {
        if (!fits) {
            report(value, expected, fix);
        }
    }

    private void report(Object value, String expected, String fix) {
        findings.errorUnless(
                input.isLenient(),
                INVALID_PARAMETER,
                node,
                written.path(),
                input.id() + " must be " + expected + ", but was " + Excerpt.quoted(value),
                fix);
    }
}
