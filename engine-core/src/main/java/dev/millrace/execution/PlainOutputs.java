package dev.millrace.execution;

import dev.millrace.value.PlainValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Brings the outputs of a module into the value model. */
final class PlainOutputs {
    private PlainOutputs() {}

    /** The map itself if all its values are plain already. */
    static Map<String, @Nullable Object> of(Map<String, @Nullable Object> outputs) {
        // not through values(), which many maps keep once it was asked for
        Check check = new Check();
        outputs.forEach(check);
        return check.allPlain ? outputs : copy(outputs);
    }

    private static final class Check implements BiConsumer<String, @Nullable Object> {
        private boolean allPlain = true;

        @Override
        public void accept(String name, @Nullable Object value) {
            allPlain &= PlainValue.of(value) == value;
        }
    }

    private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> outputs) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        outputs.forEach((name, value) -> plain.put(name, PlainValue.of(value)));
        return Collections.unmodifiableMap(plain);
    }
}
