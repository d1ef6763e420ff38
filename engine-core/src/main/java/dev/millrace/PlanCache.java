package dev.millrace;

import dev.millrace.plan.Compilation;
import dev.millrace.plan.Compiler;
import dev.millrace.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Compiles each workflow once. The first one is known by its object, the others by their content: an engine that runs a
 * single workflow hashes nothing, and starts the sooner. Thread-safe.
 */
final class PlanCache {
    private static final int MAX_PLANS = 10_000;

    private final Compiler compiler;
    private final LateCache<Compilation> byContent = new LateCache<>(MAX_PLANS);
    private volatile @Nullable Known first;

    private record Known(Workflow workflow, Compilation compilation) {
        @SuppressWarnings("ReferenceEquality") // the same object needs no hash
        boolean isOf(Workflow other) {
            return workflow == other || isOf(other.contentHash());
        }

        boolean isOf(String contentHash) {
            return workflow.contentHash().equals(contentHash);
        }
    }

    PlanCache(Compiler compiler) {
        this.compiler = compiler;
    }

    Compilation compile(Workflow workflow) {
        Known known = first;
        if (known == null) {
            known = first(workflow);
        }
        return known.isOf(workflow)
                ? known.compilation
                : byContent.get(workflow.contentHash(), () -> compiler.compile(workflow));
    }

    private synchronized Known first(Workflow workflow) {
        Known known = first;
        if (known == null) {
            known = new Known(workflow, compiler.compile(workflow));
            first = known;
        }
        return known;
    }

    /** What a workflow with this hash was compiled to; null if none was, or long ago. */
    @Nullable
    Compilation find(String contentHash) {
        Known known = first;
        return known != null && known.isOf(contentHash) ? known.compilation : byContent.find(contentHash);
    }
}
