package dev.millrace.module;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A use of a module that its documentation shows and the build runs.
 *
 * @param parameters of the step, in order
 * @param outputs what the step gives with them; empty when it cannot be known beforehand
 */
public record ModuleExample(
        LocalizedText name, Map<String, @Nullable Object> parameters, Map<String, @Nullable Object> outputs) {
    public ModuleExample {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }
}
