package dev.millrace.template;

import dev.millrace.value.PlainValue;
import dev.millrace.value.TextForm;
import dev.millrace.value.ValueLimits;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluators that make a new value of several: a text, a list, a dictionary. */
final class Builders {
    private Builders() {}

    static Evaluator text(List<Part> parts, Binder binder) {
        Evaluator[] bound = new Evaluator[parts.size()];
        Arrays.setAll(bound, i -> part(parts.get(i), binder));
        return scope -> text(bound, scope);
    }

    static Evaluator list(List<Evaluator> elements) {
        Evaluator[] bound = elements.toArray(Evaluator[]::new);
        return scope -> {
            @Nullable Object[] values = new Object[bound.length];
            for (int i = 0; i < bound.length; i++) {
                values[i] = bound[i].evaluate(scope);
            }
            return plainList(values);
        };
    }

    static Evaluator dictionary(Map<String, Evaluator> entries) {
        return scope -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach((key, value) -> values.put(key, value.evaluate(scope)));
            return plainDictionary(values);
        };
    }

    private static Evaluator part(Part part, Binder binder) {
        return part instanceof Part.Insertion insertion
                ? binder.reference(insertion.reference())
                : new Constant(((Part.Characters) part).text());
    }

    private static String text(Evaluator[] parts, Scope scope) {
        StringBuilder text = new StringBuilder();
        for (Evaluator part : parts) {
            append(textOf(part.evaluate(scope)), text);
        }
        return text.toString();
    }

    /** Joins two texts within the limits. */
    static String joined(@Nullable Object left, @Nullable Object right) {
        StringBuilder text = new StringBuilder();
        append(textOf(left), text);
        append(textOf(right), text);
        return text.toString();
    }

    static void append(String more, StringBuilder text) {
        int limit = ValueLimits.DEFAULT.maxTextLength();
        if (text.length() + (long) more.length() > limit) {
            throw new EvaluationException(
                    "The text grows beyond " + limit + " characters. Fix: insert less, or work on it in parts.");
        }
        text.append(more);
    }

    static String textOf(@Nullable Object value) {
        try {
            return TextForm.of(value);
        } catch (IllegalArgumentException e) {
            throw EvaluationException.because(e);
        }
    }

    private static Object plainList(@Nullable Object[] values) {
        try {
            return PlainValue.list(Arrays.asList(values));
        } catch (IllegalArgumentException e) {
            throw EvaluationException.because(e);
        }
    }

    private static Object plainDictionary(Map<String, @Nullable Object> values) {
        try {
            return PlainValue.dictionary(values);
        } catch (IllegalArgumentException e) {
            throw EvaluationException.because(e);
        }
    }
}
