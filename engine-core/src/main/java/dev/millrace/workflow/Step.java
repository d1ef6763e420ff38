package dev.millrace.workflow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step, or a trigger, of a workflow (spec vflow-model 1.2). Immutable.
 *
 * @param id what references name
 * @param moduleId as it was written; the engine's catalogue resolves aliases
 * @param parameters input id → plain value or text with references; typed values are unwrapped
 * @param indentationLevel for display only
 * @param disabled the step is skipped; a disabled block start skips its block
 */
public record Step(
        String id, String moduleId, Map<String, @Nullable Object> parameters, int indentationLevel, boolean disabled) {}
