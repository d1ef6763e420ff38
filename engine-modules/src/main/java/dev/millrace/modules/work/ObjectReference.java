package dev.millrace.modules.work;

import dev.millrace.module.StepContext;
import dev.millrace.work.ObjectLookup;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The business object that a form, or a rule of one, has started the execution for (spec bizobject-openapi 16). */
record ObjectReference(String schemaCode, String id) {
    static Optional<ObjectReference> of(StepContext step) {
        return step.triggerData() instanceof Map<?, ?> brought
                        && brought.get("schemaCode") instanceof String schemaCode
                        && brought.get("bizObjectId") instanceof String id
                ? Optional.of(new ObjectReference(schemaCode, id))
                : Optional.empty();
    }

    /** The object as it is now; what the trigger brought is as old as the execution. */
    Optional<Map<String, @Nullable Object>> object(StepContext step) {
        return step.service(ObjectLookup.class).flatMap(objects -> objects.find(schemaCode, id));
    }
}
