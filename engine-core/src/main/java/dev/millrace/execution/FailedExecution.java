package dev.millrace.execution;

import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.workflow.Workflow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An execution that has failed, and whose error workflow is to start (spec sync-api-trigger, section 8). Thread-safe.
 *
 * <p>Its end is known and durable, but its journal stays until {@link #settle}: an engine that finds it after a crash ends it
 * once more, and comes here again.
 */
public final class FailedExecution {
    /** What started an execution of an error workflow. */
    public static final String TRIGGERED_BY = "error";

    private final Execution execution;
    private final long failedAt;

    FailedExecution(Execution execution) {
        this.execution = execution;
        this.failedAt = execution.endMillis();
    }

    /**
     * True of one that is over, and not as it should be: it failed or took too long. One that was started for the failure of
     * another is none, so that error workflows make no chains, and no circles.
     */
    static boolean is(Execution execution) {
        return execution.parent() == null
                && (execution.end() == ExecutionStatus.FAILED || execution.end() == ExecutionStatus.TIMEOUT)
                && execution.plan().workflow().errorWorkflowId().isPresent()
                && !execution.triggeredBy().equals(TRIGGERED_BY);
    }

    public String id() {
        return execution.id();
    }

    /** As it was when the execution started. */
    public Workflow workflow() {
        return execution.plan().workflow();
    }

    public String errorWorkflowId() {
        return workflow().errorWorkflowId().orElseThrow();
    }

    /** The trigger data of the error workflow, as the documentation of workflow files lists it. */
    public Map<String, @Nullable Object> data() {
        ExecutionError error = execution.error();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("workflowId", workflow().id());
        data.put("workflowName", workflow().name());
        data.put("executionId", id());
        data.put("stepId", error == null ? null : error.stepId());
        data.put("stepName", error == null ? null : stepName(error));
        data.put("error", error == null ? withoutStep() : error.message());
        data.put("failedAt", failedAt);
        return Collections.unmodifiableMap(data);
    }

    /** That of its module, in the language of the editor API. */
    private String stepName(ExecutionError error) {
        return execution
                .plan()
                .ops()[error.stepIndex()]
                .source
                .descriptor()
                .name()
                .chinese();
    }

    private String withoutStep() {
        return execution.end() == ExecutionStatus.TIMEOUT
                ? "the execution took longer than its time limit"
                : "the execution failed";
    }

    /** The error workflow has started, or never will: nothing of the execution needs to be kept for it any more. */
    public void settle() {
        JournalPage page = execution.page;
        if (page != null) {
            // if that fails, whoever finds the journal sees that the error workflow has started
            var unused = page.journal().close();
        }
    }
}
