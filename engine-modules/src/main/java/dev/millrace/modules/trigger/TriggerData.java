package dev.millrace.modules.trigger;

import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.value.PlainValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a trigger brought into the outputs of its step (spec vflow-model 6.1, trigger data). */
final class TriggerData {
    private TriggerData() {}

    /** Every key of a dictionary becomes an output; the declared ones are there in any case, null if the data lacks them. */
    static StepResult outputs(StepContext step, List<String> declared) {
        Map<String, @Nullable Object> data =
                step.triggerData() instanceof Map<?, ?> brought ? PlainValue.dictionary(brought) : Map.of();
        if (declared.stream().allMatch(data::containsKey)) {
            return new StepResult.Done(data);
        }
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        declared.forEach(id -> outputs.put(id, null));
        outputs.putAll(data);
        return StepResult.done(outputs);
    }
}
