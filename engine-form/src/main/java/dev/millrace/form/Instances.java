package dev.millrace.form;

import dev.millrace.ExecutionHandle;
import dev.millrace.InvalidWorkflowException;
import dev.millrace.Millrace;
import dev.millrace.WorkItemRefusedException;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.work.Assignment;
import dev.millrace.work.Completion;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The executions that objects of a form with a workflow run through. Thread-safe. */
final class Instances {
    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);
    private static final String SUBMIT = "Submit";

    private final Millrace engine;

    Instances(Millrace engine) {
        this.engine = engine;
    }

    /**
     * The workflow of a form as it is run: with an activity at which the submitter starts it. One without gets it in
     * front, and is kept beside the original so that its executions can be recovered.
     *
     * @throws ObjectException if it cannot start
     */
    Workflow workflow(Form form) {
        Workflow workflow = engine.workflows()
                .find(form.workflowId())
                .orElseThrow(() -> notStarted("there is no workflow " + form.workflowId() + "; deploy it first"));
        Workflow started =
                workflow.steps().stream().anyMatch(Instances::isStart) ? workflow : withStart(workflow, form);
        try {
            engine.prepare(started);
        } catch (InvalidWorkflowException e) {
            throw notStarted("the workflow " + workflow.name() + " has errors; open it in the editor");
        }
        return started;
    }

    private static ObjectException notStarted(String message) {
        return new ObjectException(ObjectError.WORKFLOW_NOT_STARTED, message);
    }

    private static boolean isStart(Step step) {
        return !step.disabled()
                && (step.moduleId().equals("activity") || step.moduleId().equals("flow.activity"))
                && "start".equals(step.parameters().get("kind"));
    }

    private Workflow withStart(Workflow workflow, Form form) {
        List<Step> triggers = new ArrayList<>(workflow.triggers().stream()
                .filter(trigger -> trigger.moduleId().endsWith("trigger_form")
                        || trigger.moduleId().endsWith("trigger.form"))
                .toList());
        if (triggers.isEmpty()) {
            triggers.add(Step.of("object-trigger", "trigger_form", Map.of("schemaCode", form.schemaCode())));
        }
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(
                "object-start",
                "activity",
                Map.of(
                        "kind",
                        "start",
                        "name",
                        form.name(),
                        "assignees",
                        "{{" + triggers.get(0).id() + ".bizObject.OwnerId}}")));
        steps.addAll(workflow.steps());
        Workflow started = workflow.toBuilder()
                .id(workflow.id() + ".start")
                .triggers(triggers)
                .steps(steps)
                .build();
        boolean isKept = engine.workflows()
                .find(started.id())
                .filter(kept -> kept.contentHash().equals(started.contentHash()))
                .isPresent();
        if (!isKept) {
            engine.workflows().save(started);
        }
        return started;
    }

    /** Submits the start; false if that is not open. */
    boolean submit(String instanceId, String submitter) {
        Optional<WorkItem> start = start(instanceId);
        start.ifPresent(item -> submit(item, submitter));
        return start.isPresent();
    }

    boolean isAtStart(String instanceId) {
        return start(instanceId).isPresent();
    }

    private Optional<WorkItem> start(String instanceId) {
        return engine.workItems().list(WorkItemFilter.open().ofExecution(instanceId)).stream()
                .filter(item -> item.assignment().kind() == Assignment.Kind.START)
                .findFirst();
    }

    private void submit(WorkItem item, String submitter) {
        List<String> actions = item.assignment().actions();
        try {
            engine.workItems()
                    .complete(item.id(), Completion.of(submitter, actions.contains(SUBMIT) ? SUBMIT : actions.get(0)));
        } catch (WorkItemRefusedException e) {
            LOG.warn("The start of {} is not submitted: {}", item.origin().executionId(), e.getMessage());
        }
    }

    Optional<ExecutionHandle> find(String instanceId) {
        return engine.find(instanceId);
    }

    /** What became of an execution that is over; empty if nobody knows. */
    Optional<ExecutionStatus> end(String instanceId) {
        return engine.history()
                .flatMap(history -> history.find(instanceId))
                .map(ExecutionView::status)
                .filter(ExecutionStatus::isFinal);
    }

    void cancel(String instanceId) {
        engine.find(instanceId).ifPresent(ExecutionHandle::cancel);
    }

    /** What the end of an execution makes of its object; empty if it stays as it is. */
    static Optional<Status> statusAfter(ExecutionStatus end) {
        return switch (end) {
            case COMPLETED -> Optional.of(Status.EFFECTIVE);
            case CANCELLED -> Optional.of(Status.CANCELLED);
            default -> Optional.empty();
        };
    }
}
