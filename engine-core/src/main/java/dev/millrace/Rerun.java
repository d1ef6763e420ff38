package dev.millrace;

import dev.millrace.value.PlainValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an execution that is over is to be run once more, from one of its steps on; see {@link Millrace#rerun}. Immutable; the
 * {@code with…} methods return changed copies.
 *
 * <pre>{@code
 * millrace.rerun(Rerun.of(failed.id(), "send").withOutputs("price", Map.of("result", 12)).withVariable("retry", true));
 * }</pre>
 *
 * @param executionId the execution it begins with
 * @param fromStepId the first step that runs
 * @param variables named variables that take the place of those it ended with
 * @param outputs outputs of steps, in the place of all that those have given
 */
public record Rerun(
        String executionId,
        String fromStepId,
        Map<String, @Nullable Object> variables,
        Map<String, Map<String, @Nullable Object>> outputs) {
    public Rerun {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    public static Rerun of(String executionId, String fromStepId) {
        return new Rerun(executionId, fromStepId, Map.of(), Map.of());
    }

    public Rerun withVariable(String name, @Nullable Object value) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(variables);
        all.put(name, PlainValue.of(value));
        return new Rerun(executionId, fromStepId, all, outputs);
    }

    public Rerun withOutputs(String stepId, Map<String, ?> values) {
        Map<String, Map<String, @Nullable Object>> all = new LinkedHashMap<>(outputs);
        all.put(stepId, PlainValue.dictionary(values));
        return new Rerun(executionId, fromStepId, variables, all);
    }
}
