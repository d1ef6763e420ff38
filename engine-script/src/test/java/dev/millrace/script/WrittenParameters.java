package dev.millrace.script;

import dev.millrace.module.Parameters;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parameters without references, as an editor holds them. */
record WrittenParameters(Map<String, @Nullable Object> asMap) implements Parameters {
    @Override
    public @Nullable Object get(String input) {
        return asMap.get(input);
    }

    @Override
    public boolean isReference(String input) {
        return false;
    }

    @Override
    public Optional<String> literalText(String input) {
        return get(input) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
