package dev.millrace.store;

import dev.millrace.workflow.Workflow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class MemoryWorkflowStore implements WorkflowStore {
    private final Map<String, Workflow> workflows = Collections.synchronizedMap(new LinkedHashMap<>());

    @Override
    public Optional<Workflow> find(String workflowId) {
        return Optional.ofNullable(workflows.get(workflowId));
    }

    @Override
    public void save(Workflow workflow) {
        workflows.put(workflow.id(), workflow);
    }

    @Override
    public boolean delete(String workflowId) {
        return workflows.remove(workflowId) != null;
    }

    @Override
    public List<Workflow> list() {
        synchronized (workflows) {
            return List.copyOf(workflows.values());
        }
    }
}
