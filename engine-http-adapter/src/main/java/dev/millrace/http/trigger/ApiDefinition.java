package dev.millrace.http.trigger;

import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API as its workflow's trigger defines it, complete and sound. Immutable.
 *
 * @param methods {@code GET}, {@code POST} or both
 * @param allowed where it may be called from; empty for anywhere
 * @param parameters the declared ones, in order
 */
record ApiDefinition(
        Workflow workflow,
        Step trigger,
        String name,
        ApiRoute route,
        Set<String> methods,
        boolean enabled,
        Credential credential,
        List<AddressBlock> allowed,
        List<DeclaredParameter> parameters,
        Map<String, @Nullable Object> debugData,
        CallLimits limits) {
    static final String MODULE = "trigger_api";
    private static final String ALIAS = "flow.trigger.api";

    /** The API's id, which is its workflow's. */
    String id() {
        return workflow.id();
    }

    /** An API is enabled together with its workflow. */
    boolean isOpen() {
        return enabled && workflow.enabled();
    }

    /** The methods for {@code Allow}. */
    String allow() {
        return String.join(", ", methods.stream().sorted().toList());
    }

    boolean mayComeFrom(String address) {
        return allowed.isEmpty() || allowed.stream().anyMatch(block -> block.contains(address));
    }

    static boolean isApi(Step trigger) {
        return trigger.moduleId().equals(MODULE) || trigger.moduleId().equals(ALIAS);
    }

    /** The trigger that makes an API of a workflow, if it has one. */
    static Optional<Step> trigger(Workflow workflow) {
        return workflow.triggers().stream().filter(ApiDefinition::isApi).findFirst();
    }
}
