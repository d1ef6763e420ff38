package dev.millrace.modules.host;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where variables of other workflows are looked up; given to the engine as a service. Thread-safe. Must not block longer
 * than a look-up in memory or in the workflow store takes.
 */
@FunctionalInterface
public interface VariableSource {
    /**
     * The named variables that a workflow creates, with the values written in it: a plain value, or the empty value of
     * the type where none is written. Empty if there is no such workflow.
     */
    Optional<Map<String, @Nullable Object>> initialVariables(String workflowId);
}
