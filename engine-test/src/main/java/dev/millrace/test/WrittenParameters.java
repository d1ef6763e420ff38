package dev.millrace.test;

import dev.millrace.module.Parameters;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parameters as an author wrote them: here a text with two opening braces or brackets in it is a reference. */
record WrittenParameters(Map<String, @Nullable Object> byInput) implements Parameters {
    @Override
    public @Nullable Object get(String input) {
        return byInput.get(input);
    }

    @Override
    public boolean isReference(String input) {
        return byInput.get(input) instanceof String text && hasReference(text);
    }

    @Override
    public Optional<String> literalText(String input) {
        return byInput.get(input) instanceof String text && !hasReference(text) ? Optional.of(text) : Optional.empty();
    }

    @Override
    public Map<String, @Nullable Object> asMap() {
        return Collections.unmodifiableMap(byInput);
    }

    private static boolean hasReference(String text) {
        return text.contains("{{") || text.contains("[[");
    }
}
