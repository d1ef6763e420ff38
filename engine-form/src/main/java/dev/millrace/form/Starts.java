package dev.millrace.form;

import dev.millrace.ExecutionHandle;
import dev.millrace.InvalidWorkflowException;
import dev.millrace.Millrace;
import dev.millrace.PreparedWorkflow;
import dev.millrace.StartRefusedException;
import dev.millrace.StartRequest;
import dev.millrace.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the workflows that were stored to start. Each has the id of its execution from the beginning: whoever comes again
 * after a crash finds the execution there, and only settles. Thread-safe.
 */
final class Starts {
    private static final Logger LOG = LoggerFactory.getLogger(Starts.class);

    private final Millrace engine;
    private final ObjectStore store;
    /** What this process is at; a firing is in it before its workflow starts. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    Starts(Millrace engine, ObjectStore store) {
        this.engine = engine;
        this.store = store;
    }

    /** The id of an execution that follows from that of its firing. */
    static String executionId(String firingId) {
        return UUID.nameUUIDFromBytes(firingId.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** On a thread of the engine's. Empty if it is over and forgotten, or refused, which is logged. */
    Optional<ExecutionHandle> start(ObjectStore.Firing firing) {
        return once(firing, PreparedWorkflow::start);
    }

    /** As {@link #start}, on this thread until it first waits. */
    Optional<ExecutionHandle> startHere(ObjectStore.Firing firing) {
        return once(firing, PreparedWorkflow::startHere);
    }

    private Optional<ExecutionHandle> once(
            ObjectStore.Firing firing, BiFunction<PreparedWorkflow, StartRequest, ExecutionHandle> way) {
        if (!begun.add(firing.id())) {
            return Optional.empty();
        }
        try {
            Optional<ExecutionHandle> known = engine.find(firing.executionId());
            Optional<ExecutionHandle> handle =
                    known.isPresent() || isOver(firing.executionId()) ? known : begin(firing, way);
            store.settle(firing.id());
            return handle;
        } catch (StartRefusedException refused) {
            if (refused.reason() == StartRefusedException.Reason.ALREADY_STARTED) {
                store.settle(firing.id());
                return engine.find(firing.executionId());
            }
            LOG.error("The workflow {} cannot start: {}", firing.workflowId(), refused.getMessage());
            if (refused.reason() == StartRefusedException.Reason.TRIGGER_FAILED) {
                store.settle(firing.id()); // the others may do when somebody tries again
            }
            return Optional.empty();
        } finally {
            begun.remove(firing.id());
        }
    }

    private boolean isOver(String executionId) {
        return engine.history().flatMap(history -> history.find(executionId)).isPresent();
    }

    private Optional<ExecutionHandle> begin(
            ObjectStore.Firing firing, BiFunction<PreparedWorkflow, StartRequest, ExecutionHandle> way) {
        Workflow workflow = engine.workflows().find(firing.workflowId()).orElse(null);
        if (workflow == null) {
            LOG.error("The workflow {} cannot start: it is not deployed", firing.workflowId());
            return Optional.empty();
        }
        try {
            StartRequest request = request(workflow, firing.data()).withExecutionId(firing.executionId());
            return Optional.of(way.apply(engine.prepare(workflow), request));
        } catch (InvalidWorkflowException e) {
            LOG.error("The workflow {} cannot start: {}", firing.workflowId(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Seeds the first form trigger of the workflow, where it has one. */
    static StartRequest request(Workflow workflow, Map<String, @Nullable Object> data) {
        StartRequest request = StartRequest.plain().withTriggeredBy("form");
        return workflow.triggers().stream()
                .filter(trigger -> trigger.moduleId().equals("trigger_form")
                        || trigger.moduleId().equals("flow.trigger.form"))
                .findFirst()
                .map(trigger -> request.withTrigger(trigger.id(), data))
                .orElseGet(() -> request.withTriggerData(data));
    }

    /** Starts what an earlier process has left. */
    void resume() {
        store.unsettled().forEach(this::start);
    }
}
