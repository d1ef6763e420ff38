package dev.millrace.execution;

import dev.millrace.module.Output;
import dev.millrace.plan.StepSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outputs of a step that failed and was skipped (spec vflow-model 3.5). */
final class SkippedOutputs {
    private SkippedOutputs() {}

    /** What it gave before it failed, null for every other declared output, {@code error} and {@code success}. */
    static Map<String, @Nullable Object> of(StepSource source, Failure failure) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>(failure.partialOutputs());
        for (Output output : source.descriptor().outputs()) {
            outputs.putIfAbsent(output.id(), null);
        }
        outputs.put("error", failure.error().message());
        outputs.put("success", false);
        return Collections.unmodifiableMap(outputs);
    }
}
