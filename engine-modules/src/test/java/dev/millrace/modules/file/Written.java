package dev.millrace.modules.file;

import dev.millrace.module.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parameters as a step has them written; a text with braces is a reference. */
record Written(Map<String, @Nullable Object> asMap) implements Parameters {
    static Written of(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return new Written(all);
    }

    @Override
    public @Nullable Object get(String input) {
        return asMap.get(input);
    }

    @Override
    public boolean isReference(String input) {
        return get(input) instanceof String text && text.contains("{{");
    }

    @Override
    public Optional<String> literalText(String input) {
        return !isReference(input) && get(input) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
