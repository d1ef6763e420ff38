package dev.millrace.store;

import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/** The workflows an engine knows by id: what sub-workflow calls and triggers refer to. Thread-safe; may block. */
public interface WorkflowStore {
    Optional<Workflow> find(String workflowId);

    /** Stores a workflow, replacing the one with its id. */
    void save(Workflow workflow);

    /** @return false if there was none */
    boolean delete(String workflowId);

    /** All workflows in the order in which they were first saved. */
    List<Workflow> list();

    /** A store that ends with the process. */
    static WorkflowStore inMemory() {
        return new MemoryWorkflowStore();
    }
}
