package dev.millrace.module;

import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import dev.millrace.value.TextForm;
import dev.millrace.value.Truth;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of one attempt: the resolved values beside the inputs that a descriptor declares.
 *
 * <p>Finds an input by walking the few ids of the descriptor, so a call builds no map. To be used by one
 * thread at a time.
 */
public abstract class ResolvedInputs implements Inputs {
    /** Stands in the array for a parameter that the step does not have, as opposed to one that is null. */
    public static final Object ABSENT = new Object() {
        @Override
        public String toString() {
            return "absent";
        }
    };

    private static final int UNKNOWN = -1;

    /** For those who keep the values themselves. */
    protected ResolvedInputs() {}

    /**
     * The inputs of one attempt.
     *
     * @param values {@code values[i]} belongs to {@code inputs.get(i)}; {@link #ABSENT} where the step has no such
     *     parameter
     */
    public static ResolvedInputs of(List<Input> inputs, @Nullable Object[] values) {
        return new Held(inputs, values);
    }

    /** The inputs of a step whose parameters are taken as they are written. */
    public static ResolvedInputs literal(List<Input> inputs, Map<String, @Nullable Object> parameters) {
        return of(inputs, literalValues(inputs, parameters));
    }

    /** The values of such a step, one for each input. */
    protected static @Nullable Object[] literalValues(List<Input> inputs, Map<String, @Nullable Object> parameters) {
        @Nullable Object[] values = new @Nullable Object[inputs.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ABSENT;
            for (String name : inputs.get(i).names()) {
                if (values[i] == ABSENT && parameters.containsKey(name)) {
                    values[i] = parameters.get(name);
                }
            }
        }
        return values;
    }

    /** The inputs that the values belong to. */
    protected abstract List<Input> declared();

    /** The values, one for each declared input. */
    protected abstract @Nullable Object[] values();

    /** True if the step has this parameter, even as null. */
    public boolean isPresent(String id) {
        int index = indexOf(id);
        return index != UNKNOWN && values()[index] != ABSENT;
    }

    @Override
    public @Nullable Object input(String id) {
        int index = indexOf(id);
        if (index == UNKNOWN) {
            return null;
        }
        Object value = values()[index];
        return value == ABSENT ? null : value;
    }

    @Override
    public boolean has(String id) {
        return input(id) != null;
    }

    @Override
    public String text(String id) {
        return TextForm.of(required(id));
    }

    @Override
    public String text(String id, String fallback) {
        Object value = input(id);
        if (value instanceof String text) {
            return text;
        }
        return value == null ? fallback : TextForm.of(value);
    }

    @Override
    public Number number(String id) {
        Object value = required(id);
        Number number = NumberForm.of(value);
        if (number == null) {
            throw invalid(id, "a number", value);
        }
        return number;
    }

    @Override
    public Number number(String id, Number fallback) {
        Object value = input(id);
        Number number = value == null ? null : NumberForm.of(value);
        return number == null ? fallback : number;
    }

    @Override
    public long wholeNumber(String id) {
        Number number = number(id);
        if (isNotANumber(number)) {
            throw invalid(id, "a number", number);
        }
        return truncated(number);
    }

    @Override
    public long wholeNumber(String id, long fallback) {
        Object value = input(id);
        Number number = value == null ? null : NumberForm.of(value);
        return number == null || isNotANumber(number) ? fallback : truncated(number);
    }

    @Override
    public boolean truth(String id, boolean fallback) {
        Object value = input(id);
        return value == null ? fallback : Truth.of(value);
    }

    @Override
    @SuppressWarnings("unchecked") // every list among plain values is one of plain values
    public List<@Nullable Object> list(String id) {
        Object value = required(id);
        if (value instanceof List) {
            return (List<@Nullable Object>) value;
        }
        throw invalid(id, "a list", value);
    }

    @Override
    @SuppressWarnings("unchecked") // every map among plain values has text keys
    public Map<String, @Nullable Object> dictionary(String id) {
        Object value = required(id);
        if (value instanceof Map) {
            return (Map<String, @Nullable Object>) value;
        }
        throw invalid(id, "a dictionary", value);
    }

    @Override
    public String option(String id, String fallback) {
        int index = indexOf(id);
        String text = text(id, fallback).strip();
        if (text.isEmpty()) {
            return fallback;
        }
        String option = index == UNKNOWN ? null : declared().get(index).optionNamed(text);
        return option == null ? text : option;
    }

    @Override
    public ValueExpression expression(String id) {
        Object value = required(id);
        ValueExpression expression = expressionOf(indexOf(id), value);
        if (expression == null) {
            throw new IllegalArgumentException("input \"" + id + "\" is not declared as an open expression");
        }
        return expression;
    }

    /**
     * The expression that a resolved value stands for; null if it stands for none.
     *
     * @param index the place of the input among the declared ones
     */
    protected @Nullable ValueExpression expressionOf(int index, Object value) {
        return value instanceof ValueExpression expression ? expression : null;
    }

    private int indexOf(String id) {
        List<Input> inputs = declared();
        int size = inputs.size();
        for (int i = 0; i < size; i++) {
            if (inputs.get(i).id().equals(id)) {
                return i;
            }
        }
        return UNKNOWN;
    }

    private Object required(String id) {
        Object value = input(id);
        if (value == null) {
            throw new StepFailedException(
                    "Missing input",
                    "input \"" + id + "\" is " + (isPresent(id) ? "null" : "missing")
                            + "; give it a value or refer to an output: {{step.output}}");
        }
        return value;
    }

    private static StepFailedException invalid(String id, String wanted, Object value) {
        return new StepFailedException(
                "Invalid input", "input \"" + id + "\" must be " + wanted + ", but is " + Excerpt.quoted(value));
    }

    private static boolean isNotANumber(Number number) {
        return number instanceof Double real && real.isNaN();
    }

    private static long truncated(Number number) {
        return number instanceof BigDecimal decimal ? truncated(decimal) : number.longValue();
    }

    private static long truncated(BigDecimal decimal) {
        if (decimal.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
            return Long.MAX_VALUE;
        }
        return decimal.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) <= 0 ? Long.MIN_VALUE : decimal.longValue();
    }

    private static final class Held extends ResolvedInputs {
        private final List<Input> inputs;

        @Nullable
        private final Object[] values;

        Held(List<Input> inputs, @Nullable Object[] values) {
            if (inputs.size() != values.length) {
                throw new IllegalArgumentException(
                        "there are " + inputs.size() + " inputs, but " + values.length + " values");
            }
            this.inputs = inputs;
            this.values = values;
        }

        @Override
        protected List<Input> declared() {
            return inputs;
        }

        @Override
        protected @Nullable Object[] values() {
            return values;
        }
    }
}
