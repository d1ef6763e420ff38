package dev.millrace.execution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outputs of a catch: what went wrong, and where. */
final class CaughtOutputs {
    private CaughtOutputs() {}

    static Map<String, @Nullable Object> of(Failure failure) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("error", failure.error().message());
        outputs.put("title", failure.error().title());
        outputs.put("step_id", failure.stepId());
        outputs.put("step_index", (long) failure.stepIndex());
        outputs.put("code", (long) failure.error().code());
        return Collections.unmodifiableMap(outputs);
    }
}
