package dev.millrace.execution;

import dev.millrace.value.PlainValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the outputs of a module into the value model. */
final class PlainOutputs {
    private PlainOutputs() {}

    /** The map itself if all its values are plain already. */
    static Map<String, @Nullable Object> of(Map<String, @Nullable Object> outputs) {
        for (Object value : outputs.values()) {
            if (PlainValue.of(value) != value) {
                return copy(outputs);
            }
        }
        return outputs;
    }

    private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> outputs) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        outputs.forEach((name, value) -> plain.put(name, PlainValue.of(value)));
        return Collections.unmodifiableMap(plain);
    }
}
