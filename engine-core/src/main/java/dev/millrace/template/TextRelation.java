package dev.millrace.template;

import dev.millrace.value.Equality;
import dev.millrace.value.SafePattern;
import dev.millrace.value.SafePattern.RegexLimitException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Relations between the texts of values (spec vflow-model 5.8, rule 8): without regard to case, but for patterns. */
enum TextRelation {
    CONTAINS {
        @Override
        boolean holds(String text, String other) {
            return TextSearch.contains(text, other);
        }
    },
    STARTS_WITH {
        @Override
        boolean holds(String text, String other) {
            return TextSearch.startsWith(text, other);
        }
    },
    ENDS_WITH {
        @Override
        boolean holds(String text, String other) {
            return TextSearch.endsWith(text, other);
        }
    },
    /** True if the pattern is found anywhere; a text that is no pattern is found nowhere. */
    MATCHES {
        @Override
        boolean holds(String text, String other) {
            SafePattern pattern = patternOrNull(other);
            return pattern != null && found(pattern, text);
        }
    };

    abstract boolean holds(String text, String other);

    /** False for null on the left. */
    boolean holds(@Nullable Object left, @Nullable Object right) {
        return left != null && holds(Builders.textOf(left), Builders.textOf(right));
    }

    /** A constant pattern is compiled here, once. */
    Evaluator bind(Evaluator left, Evaluator right) {
        if (this == MATCHES && right instanceof Constant constant) {
            return matches(left, patternOrNull(Builders.textOf(constant.value())));
        }
        Condition general = scope -> holds(left.evaluate(scope), right.evaluate(scope));
        return general;
    }

    private static Evaluator matches(Evaluator left, @Nullable SafePattern pattern) {
        Condition compiled = scope -> {
            Object value = left.evaluate(scope);
            return pattern != null && value != null && found(pattern, Builders.textOf(value));
        };
        return compiled;
    }

    private static @Nullable SafePattern patternOrNull(String regex) {
        try {
            return SafePattern.compile(regex);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean found(SafePattern pattern, String text) {
        try {
            return pattern.find(text);
        } catch (RegexLimitException e) {
            throw EvaluationException.because(e);
        }
    }

    /** What {@code contains} means in expressions: an equal element of a list, a key of a dictionary, a part of a text. */
    static boolean isIn(@Nullable Object part, @Nullable Object whole) {
        if (whole instanceof Map<?, ?> map) {
            return map.containsKey(Builders.textOf(part));
        }
        return whole instanceof List<?> list ? isElement(part, list) : CONTAINS.holds(whole, part);
    }

    private static boolean isElement(@Nullable Object part, List<?> list) {
        try {
            for (Object element : list) {
                if (Equality.loose(element, part)) {
                    return true;
                }
            }
            return false;
        } catch (IllegalArgumentException e) {
            throw EvaluationException.because(e);
        }
    }
}
