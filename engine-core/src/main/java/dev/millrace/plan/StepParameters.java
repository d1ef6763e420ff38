package dev.millrace.plan;

import dev.millrace.module.Input;
import dev.millrace.module.Parameters;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step's written parameters, found by input id whatever alias they were written under. */
final class StepParameters implements Parameters {
    private final Node node;

    StepParameters(Node node) {
        this.node = node;
    }

    @Override
    public @Nullable Object get(String input) {
        Input declared = node.descriptor().input(input).orElse(null);
        String key = declared == null ? input : ParameterReading.keyOf(declared, node.step.parameters());
        return key == null ? null : node.step.parameters().get(key);
    }

    @Override
    public boolean isReference(String input) {
        Written written = node.parameter(input);
        return written != null && !written.isConstant();
    }

    @Override
    public Optional<String> literalText(String input) {
        return !isReference(input) && get(input) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @Override
    public Map<String, @Nullable Object> asMap() {
        return node.step.parameters();
    }
}
