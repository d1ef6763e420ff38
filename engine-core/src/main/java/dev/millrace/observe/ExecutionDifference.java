package dev.millrace.observe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something in which two executions differ, such as an execution and its rerun.
 *
 * @param what {@code status}, {@code output}, {@code returnValue}, {@code error}, {@code outputs.STEP.OUTPUT} or {@code
 *     variables.NAME}
 * @param first of the first execution; null also if it has nothing there
 * @param second of the second one
 */
public record ExecutionDifference(
        String what, @Nullable Object first, @Nullable Object second) {
    /** Every difference, in the order of the list above; steps and names in the order of the first execution. */
    public static List<ExecutionDifference> between(ExecutionView first, ExecutionView second) {
        Collector found = new Collector();
        found.compare("status", first.status(), second.status());
        found.compare("output", first.output(), second.output());
        found.compare("returnValue", first.returnValue(), second.returnValue());
        found.compare("error", first.error(), second.error());
        for (String step : united(first.outputs(), second.outputs())) {
            found.compareAll(
                    "outputs." + step + '.',
                    first.outputs().getOrDefault(step, Map.of()),
                    second.outputs().getOrDefault(step, Map.of()));
        }
        found.compareAll("variables.", first.variables(), second.variables());
        return List.copyOf(found.differences);
    }

    private static Set<String> united(Map<String, ?> first, Map<String, ?> second) {
        Set<String> names = new LinkedHashSet<>(first.keySet());
        names.addAll(second.keySet());
        return names;
    }

    private static final class Collector {
        private final List<ExecutionDifference> differences = new ArrayList<>();

        void compare(String what, @Nullable Object first, @Nullable Object second) {
            if (!Objects.equals(first, second)) {
                differences.add(new ExecutionDifference(what, first, second));
            }
        }

        void compareAll(
                String prefix,
                Map<String, ? extends @Nullable Object> first,
                Map<String, ? extends @Nullable Object> second) {
            for (String name : united(first, second)) {
                compare(prefix + name, first.get(name), second.get(name));
            }
        }
    }
}
