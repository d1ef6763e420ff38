package dev.millrace.http.editor.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.InvalidWorkflowException;
import dev.millrace.Millrace;
import dev.millrace.PreparedWorkflow;
import dev.millrace.workflow.Workflow;

/**
 * Workflows as they were prepared when they were first executed. A workflow is immutable and is changed by putting another in
 * its place, so the object itself tells whether what was prepared still holds; nobody has to be told of changes.
 * Thread-safe.
 */
final class PreparedWorkflows {
    private static final int MAX_WORKFLOWS = 10_000;

    private final Millrace engine;
    private final Cache<String, Known> byId =
            Caffeine.newBuilder().maximumSize(MAX_WORKFLOWS).build();

    private record Known(Workflow workflow, PreparedWorkflow prepared) {
        @SuppressWarnings("ReferenceEquality") // another object is another version
        boolean isOf(Workflow other) {
            return workflow == other;
        }
    }

    PreparedWorkflows(Millrace engine) {
        this.engine = engine;
    }

    /** @throws InvalidWorkflowException if it has errors */
    PreparedWorkflow of(Workflow workflow) {
        Known known = byId.getIfPresent(workflow.id());
        if (known == null || !known.isOf(workflow)) {
            known = new Known(workflow, engine.prepare(workflow));
            byId.put(workflow.id(), known);
        }
        return known.prepared;
    }
}
