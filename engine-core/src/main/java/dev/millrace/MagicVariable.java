package dev.millrace;

import dev.millrace.module.LocalizedText;
import dev.millrace.module.Output;
import dev.millrace.plan.KnownOutput;
import dev.millrace.value.ValueType;

/**
 * An output of a step that references can name (document 001, magic variables).
 *
 * @param key the reference: {@code {{stepId.outputId}}}
 * @param stepIndex position from 0; -1 for a trigger
 * @param stepName the name of its module
 * @param type what is known of its values; {@link ValueType#ANY} if nothing is
 */
public record MagicVariable(
        String key,
        String stepId,
        int stepIndex,
        LocalizedText stepName,
        String outputId,
        LocalizedText outputName,
        ValueType type) {
    static MagicVariable of(KnownOutput known) {
        Output output = known.output();
        return new MagicVariable(
                "{{" + known.stepId() + "." + output.id() + "}}",
                known.stepId(),
                known.stepIndex(),
                known.descriptor().name(),
                output.id(),
                output.label(),
                output.type());
    }
}
