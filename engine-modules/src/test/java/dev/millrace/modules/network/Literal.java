package dev.millrace.modules.network;

import dev.millrace.module.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parameters as a step has them written; a text with braces is a reference. */
record Literal(Map<String, ? extends @Nullable Object> written) implements Parameters {
    @Override
    public @Nullable Object get(String input) {
        return written.get(input);
    }

    @Override
    public boolean isReference(String input) {
        return get(input) instanceof String text && text.contains("{{");
    }

    @Override
    public Optional<String> literalText(String input) {
        return !isReference(input) && get(input) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @Override
    public Map<String, @Nullable Object> asMap() {
        return new LinkedHashMap<>(written);
    }
}
