package dev.millrace.template;

import dev.millrace.value.Arithmetic;
import dev.millrace.value.ListForm;
import dev.millrace.value.NearestName;
import dev.millrace.value.NumberForm;
import dev.millrace.value.PlainValue;
import dev.millrace.value.Rounding;
import dev.millrace.value.ValueLimits;
import dev.millrace.value.ValueType;
import dev.millrace.value.WhiteSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions of expressions. All are pure: the same arguments give the same value, and nothing else happens. A number
 * argument is a number or a text that has one; anything else there is an error that names the function.
 */
enum ExpressionFunction {
    /** {@code length(x)}: elements of a list or dictionary, UTF-16 units of the text of anything else; 0 for null. */
    LENGTH(1, 1, ValueType.NUMBER) {
        @Override
        Object of(@Nullable Object[] arguments) {
            Object value = arguments[0];
            if (value instanceof List<?> list) {
                return (long) list.size();
            }
            return (long)
                    (value instanceof Map<?, ?> map
                            ? map.size()
                            : Builders.textOf(value).length());
        }
    },
    /** {@code lower(x)}: the text in lower case. */
    LOWER(1, 1, ValueType.STRING) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return Builders.textOf(arguments[0]).toLowerCase(Locale.ROOT);
        }
    },
    /** {@code upper(x)}: the text in upper case. */
    UPPER(1, 1, ValueType.STRING) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return Builders.textOf(arguments[0]).toUpperCase(Locale.ROOT);
        }
    },
    /** {@code trim(x)}: the text without white space at both ends. */
    TRIM(1, 1, ValueType.STRING) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return WhiteSpace.trim(Builders.textOf(arguments[0]));
        }
    },
    /** {@code round(x)}, {@code round(x, digits)}: the nearest number with that many decimals, halves up; 0 without. */
    ROUND(1, 2, ValueType.NUMBER) {
        @Override
        Object of(@Nullable Object[] arguments) {
            Number digits = arguments.length < 2 ? (Number) 0L : number(arguments[1]);
            return finite(Rounding.toDigits(number(arguments[0]), digits.intValue()), arguments[0]);
        }
    },
    /** {@code floor(x)}: the greatest whole number that is not greater. */
    FLOOR(1, 1, ValueType.NUMBER) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return finite(Rounding.down(number(arguments[0])), arguments[0]);
        }
    },
    /** {@code ceil(x)}: the least whole number that is not less. */
    CEIL(1, 1, ValueType.NUMBER) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return finite(Rounding.up(number(arguments[0])), arguments[0]);
        }
    },
    /** {@code abs(x)}: without its sign. */
    ABS(1, 1, ValueType.NUMBER) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return finite(Rounding.absolute(number(arguments[0])), arguments[0]);
        }
    },
    /** {@code min(a, b, …)}, {@code min(list)}: the least number; null for an empty list. */
    MIN(1, Integer.MAX_VALUE, ValueType.NUMBER) {
        @Override
        @Nullable
        Object of(@Nullable Object[] arguments) {
            return extreme(arguments, -1);
        }
    },
    /** {@code max(a, b, …)}, {@code max(list)}: the greatest number; null for an empty list. */
    MAX(1, Integer.MAX_VALUE, ValueType.NUMBER) {
        @Override
        @Nullable
        Object of(@Nullable Object[] arguments) {
            return extreme(arguments, 1);
        }
    },
    /** {@code sum(a, b, …)}, {@code sum(list)}: 0 for an empty list. */
    SUM(1, Integer.MAX_VALUE, ValueType.NUMBER) {
        @Override
        Object of(@Nullable Object[] arguments) {
            Number sum = 0L;
            for (Object element : elements(arguments)) {
                sum = Arithmetic.add(sum, number(element));
            }
            return sum;
        }
    },
    /** {@code join(list)}, {@code join(list, separator)}: the texts of the elements; the separator is comma and space. */
    JOIN(1, 2, ValueType.STRING) {
        @Override
        Object of(@Nullable Object[] arguments) {
            String separator = arguments.length < 2 ? ", " : Builders.textOf(arguments[1]);
            StringBuilder text = new StringBuilder();
            String between = "";
            for (Object element : ListForm.of(arguments[0])) {
                Builders.append(between, text);
                Builders.append(Builders.textOf(element), text);
                between = separator;
            }
            return text.toString();
        }
    },
    /** {@code split(text, separator)}: the parts between literal separators; an empty separator gives the characters. */
    SPLIT(2, 2, ValueType.LIST) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return split(Builders.textOf(arguments[0]), Builders.textOf(arguments[1]));
        }
    },
    /** {@code number(x)}: the number of a value (spec vflow-model 5.4), null without one. */
    NUMBER(1, 1, ValueType.NUMBER) {
        @Override
        @Nullable
        Object of(@Nullable Object[] arguments) {
            return NumberForm.of(arguments[0]);
        }
    },
    /** {@code text(x)}: the text of a value (spec vflow-model 5.3). */
    TEXT(1, 1, ValueType.STRING) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return Builders.textOf(arguments[0]);
        }
    },
    /** {@code type(x)}: the short name of its type, such as {@code string}. */
    TYPE(1, 1, ValueType.STRING) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return ValueType.of(arguments[0]).id();
        }
    },
    /** {@code coalesce(a, b, …)}: the first that is not null. */
    COALESCE(1, Integer.MAX_VALUE, ValueType.ANY) {
        @Override
        @Nullable
        Object of(@Nullable Object[] arguments) {
            for (Object argument : arguments) {
                if (argument != null) {
                    return argument;
                }
            }
            return null;
        }
    },
    /** {@code keys(dictionary)}: in their order; an empty list for anything else. */
    KEYS(1, 1, ValueType.LIST) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return PlainValue.list(arguments[0] instanceof Map<?, ?> map ? map.keySet() : List.of());
        }
    },
    /** {@code values(dictionary)}: in the order of the keys; of anything else its list (spec vflow-model 5.6). */
    VALUES(1, 1, ValueType.LIST) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return ListForm.of(arguments[0]);
        }
    },
    /** {@code first(list)}: null if it is empty. */
    FIRST(1, 1, ValueType.ANY) {
        @Override
        @Nullable
        Object of(@Nullable Object[] arguments) {
            List<@Nullable Object> list = ListForm.of(arguments[0]);
            return list.isEmpty() ? null : list.get(0);
        }
    },
    /** {@code last(list)}: null if it is empty. */
    LAST(1, 1, ValueType.ANY) {
        @Override
        @Nullable
        Object of(@Nullable Object[] arguments) {
            List<@Nullable Object> list = ListForm.of(arguments[0]);
            return list.isEmpty() ? null : list.get(list.size() - 1);
        }
    },
    /** {@code contains(whole, part)}: the operator of the same name. */
    CONTAINS(2, 2, ValueType.BOOLEAN) {
        @Override
        Object of(@Nullable Object[] arguments) {
            return TextRelation.isIn(arguments[1], arguments[0]);
        }
    };

    private final String id = name().toLowerCase(Locale.ROOT);
    private final int least;
    private final int most;
    private final ValueType type;

    ExpressionFunction(int least, int most, ValueType type) {
        this.least = least;
        this.most = most;
        this.type = type;
    }

    /**
     * Its value.
     *
     * @throws EvaluationException if an argument does not fit
     * @throws ArithmeticException beyond the limits of numbers
     * @throws IllegalArgumentException beyond the limits of values
     */
    abstract @Nullable Object of(@Nullable Object[] arguments);

    String id() {
        return id;
    }

    ValueType type() {
        return type;
    }

    /** In any case. */
    static Optional<ExpressionFunction> named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.id.equalsIgnoreCase(name))
                .findFirst();
    }

    /** What to write instead of a name that no function has. */
    static String fixFor(String unknown) {
        List<String> ids = Arrays.stream(values()).map(ExpressionFunction::id).toList();
        String nearest = NearestName.of(unknown, ids);
        return nearest == null ? "use one of " + String.join(", ", ids) : "write " + nearest;
    }

    boolean takes(int arguments) {
        return least <= arguments && arguments <= most;
    }

    /** For messages: {@code 1 argument}, {@code 1 to 2 arguments}. */
    String takes() {
        if (most == Integer.MAX_VALUE) {
            return "at least " + least + (least == 1 ? " argument" : " arguments");
        }
        return (least == most ? "" : least + " to ") + most + (most == 1 ? " argument" : " arguments");
    }

    Evaluator bind(List<Evaluator> arguments) {
        Evaluator[] bound = arguments.toArray(Evaluator[]::new);
        return scope -> {
            @Nullable Object[] values = new Object[bound.length];
            for (int i = 0; i < bound.length; i++) {
                values[i] = bound[i].evaluate(scope);
            }
            try {
                return of(values);
            } catch (ArithmeticException | IllegalArgumentException e) {
                throw EvaluationException.because(e);
            }
        };
    }

    Number number(@Nullable Object argument) {
        Number number = Calculation.number(argument);
        if (number == null) {
            throw new EvaluationException(id + "(…) needs a number but was given " + Calculation.shown(argument)
                    + ". Fix: convert it with number(…) or give a fallback with coalesce(…, 0).");
        }
        return number;
    }

    Number finite(@Nullable Number result, @Nullable Object argument) {
        if (result == null) {
            throw new EvaluationException(id + "(…) cannot work on " + Calculation.shown(argument)
                    + ". Fix: check it with a condition first.");
        }
        return result;
    }

    /** The elements of the one list, or else the arguments themselves. */
    static List<?> elements(@Nullable Object[] arguments) {
        return arguments.length == 1 && arguments[0] instanceof List<?> list ? list : Arrays.asList(arguments);
    }

    @Nullable
    Number extreme(@Nullable Object[] arguments, int sign) {
        Number extreme = null;
        for (Object element : elements(arguments)) {
            Number number = number(element);
            if (Arithmetic.isNaN(number)) {
                return number;
            }
            if (extreme == null || Integer.signum(Arithmetic.compare(number, extreme)) == sign) {
                extreme = number;
            }
        }
        return extreme;
    }

    private static List<@Nullable Object> split(String text, String separator) {
        List<@Nullable Object> parts = new ArrayList<>();
        int start = 0;
        while (parts.size() <= ValueLimits.DEFAULT.maxElements()) {
            int end = separator.isEmpty() ? start + 1 : text.indexOf(separator, start);
            if (end < 0 || (separator.isEmpty() && end >= text.length())) {
                break;
            }
            parts.add(text.substring(start, end));
            start = end + separator.length();
        }
        parts.add(text.substring(start));
        return PlainValue.list(parts);
    }
}
