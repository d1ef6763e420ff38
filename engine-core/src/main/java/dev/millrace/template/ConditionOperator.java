package dev.millrace.template;

import dev.millrace.value.Equality;
import dev.millrace.value.Truth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operators of {@code if_condition} and {@code while} in their operand form (spec vflow-model 5.8, recommended). */
public enum ConditionOperator {
    EXISTS(0, "存在") {
        @Override
        public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
            return input1 != null;
        }
    },
    NOT_EXISTS(0, "不存在") {
        @Override
        public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
            return input1 == null;
        }
    },
    /** Also true of null. */
    IS_EMPTY(0, "为空") {
        @Override
        public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
            return Emptiness.of(input1);
        }
    },
    IS_NOT_EMPTY(0, "不为空") {
        @Override
        public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
            return !Emptiness.of(input1);
        }
    },
    EQUALS(Relation.EQUAL, "等于", "等于(文本)"),
    STRICT_EQUALS(1, "严格等于") {
        @Override
        public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
            try {
                return Equality.strict(input1, value1);
            } catch (IllegalArgumentException e) {
                throw EvaluationException.because(e);
            }
        }
    },
    NOT_EQUALS(Relation.NOT_EQUAL, "不等于", "不等于(文本)"),
    CONTAINS(TextRelation.CONTAINS, "包含"),
    NOT_CONTAINS(1, "不包含") {
        @Override
        public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
            return input1 != null && !TextRelation.CONTAINS.holds(input1, value1);
        }
    },
    STARTS_WITH(TextRelation.STARTS_WITH, "开头是"),
    ENDS_WITH(TextRelation.ENDS_WITH, "结尾是"),
    /** Found anywhere, case counts; a text that is no pattern is found nowhere. */
    MATCHES_REGEX(TextRelation.MATCHES, "匹配正则"),
    NUMBER_GT(Relation.GREATER, "大于"),
    NUMBER_GTE(Relation.GREATER_OR_EQUAL, "大于等于"),
    NUMBER_LT(Relation.LESS, "小于"),
    NUMBER_LTE(Relation.LESS_OR_EQUAL, "小于等于"),
    /** Inclusive; the bounds may come in either order. */
    NUMBER_BETWEEN(2, "介于") {
        @Override
        public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
            return isBetween(input1, value1, value2) || isBetween(input1, value2, value1);
        }
    },
    IS_TRUE(0, "为真") {
        @Override
        public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
            return isTrue(input1);
        }
    },
    /** Also true of null, and of texts that are no word of truth. */
    IS_FALSE(0, "为假") {
        @Override
        public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
            return !isTrue(input1);
        }
    };

    private static final Map<String, ConditionOperator> BY_NAME = new HashMap<>();

    static {
        for (ConditionOperator operator : values()) {
            BY_NAME.put(operator.id, operator);
            for (String label : operator.labels) {
                BY_NAME.put(label, operator);
            }
        }
    }

    private final String id = name().toLowerCase(Locale.ROOT);
    private final int operands;
    private final List<String> labels;
    private final @Nullable Relation relation;
    private final @Nullable TextRelation textRelation;

    ConditionOperator(int operands, String label) {
        this(operands, null, null, label);
    }

    ConditionOperator(Relation relation, String... labels) {
        this(1, relation, null, labels);
    }

    ConditionOperator(TextRelation textRelation, String label) {
        this(1, null, textRelation, label);
    }

    ConditionOperator(
            int operands, @Nullable Relation relation, @Nullable TextRelation textRelation, String... labels) {
        this.operands = operands;
        this.relation = relation;
        this.textRelation = textRelation;
        this.labels = List.of(labels);
    }

    /** The id on the wire. */
    public String id() {
        return id;
    }

    /** The operator with this id or legacy label (spec vflow-model appendix A). */
    public static Optional<ConditionOperator> named(String text) {
        return Optional.ofNullable(BY_NAME.get(text.trim()));
    }

    /** How many of {@code value1} and {@code value2} it reads: 0 to 2. */
    public int operands() {
        return operands;
    }

    /** @throws EvaluationException if a pattern takes too long or a value is too large to compare */
    public boolean test(@Nullable Object input1, @Nullable Object value1, @Nullable Object value2) {
        if (relation != null) {
            return relation.holds(input1, value1);
        }
        return textRelation != null && textRelation.holds(input1, value1);
    }

    /**
     * This operator on what the evaluators give. Constant patterns are compiled and comparisons with constant numbers
     * specialised here, once; operands that it does not read are not evaluated.
     */
    public Evaluator bind(Evaluator input1, Evaluator value1, Evaluator value2) {
        if (relation != null) {
            return relation.bind(input1, value1);
        }
        if (textRelation != null) {
            return textRelation.bind(input1, value1);
        }
        Condition general = switch (operands) {
            case 0 -> scope -> test(input1.evaluate(scope), null, null);
            case 1 -> scope -> test(input1.evaluate(scope), value1.evaluate(scope), null);
            default -> scope -> test(input1.evaluate(scope), value1.evaluate(scope), value2.evaluate(scope));
        };
        return general;
    }

    private static boolean isBetween(@Nullable Object value, @Nullable Object low, @Nullable Object high) {
        return Relation.GREATER_OR_EQUAL.holds(value, low) && Relation.LESS_OR_EQUAL.holds(value, high);
    }

    private static boolean isTrue(@Nullable Object value) {
        return value instanceof String text ? Boolean.TRUE.equals(Equality.truthOfWord(text)) : Truth.of(value);
    }
}
