package dev.millrace.form;

import dev.millrace.ExecutionHandle;
import dev.millrace.InvalidWorkflowException;
import dev.millrace.Millrace;
import dev.millrace.PreparedWorkflow;
import dev.millrace.StartRefusedException;
import dev.millrace.StartRequest;
import dev.millrace.store.Clock;
import dev.millrace.store.StoreException;
import dev.millrace.store.Timers;
import dev.millrace.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the workflows that were stored to start. Each has the id of its execution from the beginning: whoever comes again
 * after a crash finds the execution there, and only settles. Thread-safe.
 *
 * <p>An engine that is busy, or a store that cannot be reached, is asked again: after a second, then after twice as long each
 * time, at last once a minute, until it starts or the engine is closed. The next process goes on then.
 */
final class Starts {
    private static final Logger LOG = LoggerFactory.getLogger(Starts.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Millrace engine;
    private final ObjectStore store;
    private final Clock clock;
    private final Timers timers;
    /** What this process is at, by the id of the execution; it is in here before its workflow starts. */
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    private record Pending(ObjectStore.Firing firing, CompletableFuture<Optional<ExecutionHandle>> started) {}

    /** How a workflow is started. */
    private interface Way {
        ExecutionHandle start(PreparedWorkflow workflow, StartRequest request);
    }

    Starts(Millrace engine, ObjectStore store, Clock clock, Timers timers) {
        this.engine = engine;
        this.store = store;
        this.clock = clock;
        this.timers = timers;
    }

    /** The id of an execution that follows from that of its firing. */
    static String executionId(String firingId) {
        return UUID.nameUUIDFromBytes(firingId.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /**
     * On a thread of the engine's. Completes when it has started; empty if it is over and forgotten, refused for good, which is
     * logged, or given up.
     */
    CompletableFuture<Optional<ExecutionHandle>> start(ObjectStore.Firing firing) {
        return once(firing, PreparedWorkflow::start);
    }

    /** As {@link #start}, on this thread until it first waits. */
    CompletableFuture<Optional<ExecutionHandle>> startHere(ObjectStore.Firing firing) {
        return once(firing, PreparedWorkflow::startHere);
    }

    private CompletableFuture<Optional<ExecutionHandle>> once(ObjectStore.Firing firing, Way way) {
        Pending mine = new Pending(firing, new CompletableFuture<>());
        if (pending.putIfAbsent(firing.executionId(), mine) != null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var unused = mine.started().whenComplete((started, thrown) -> pending.remove(firing.executionId()));
        attempt(mine, way, FIRST_WAIT);
        return mine.started();
    }

    /** @param wait until the next attempt, should this one come too early */
    private void attempt(Pending start, Way way, Duration wait) {
        if (start.started().isDone()) {
            return; // given up meanwhile
        }
        try {
            Optional<ExecutionHandle> handle = started(start.firing(), way);
            store.settle(start.firing().id());
            if (!start.started().complete(handle)) {
                handle.ifPresent(ExecutionHandle::cancel);
            }
        } catch (StartRefusedException refused) {
            if (refused.reason() == StartRefusedException.Reason.CLOSED) {
                start.started().complete(Optional.empty());
            } else {
                again(start, wait, refused);
            }
        } catch (StoreException unreachable) {
            again(start, wait, unreachable);
        } catch (RuntimeException thrown) {
            start.started().completeExceptionally(thrown);
        }
    }

    private void again(Pending start, Duration wait, RuntimeException why) {
        LOG.warn(
                "The workflow {} cannot start now, and is tried again in {} s: {}",
                start.firing().workflowId(),
                wait.toSeconds(),
                why.getMessage());
        Duration longer = wait.multipliedBy(2);
        Duration next = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
        timers.at(clock.epochMillis() + wait.toMillis(), () -> attempt(start, PreparedWorkflow::start, next));
    }

    private Optional<ExecutionHandle> started(ObjectStore.Firing firing, Way way) {
        Optional<ExecutionHandle> known = engine.find(firing.executionId());
        if (known.isPresent() || isOver(firing.executionId())) {
            return known;
        }
        try {
            return begin(firing, way);
        } catch (StartRefusedException refused) {
            return switch (refused.reason()) {
                case ALREADY_STARTED -> engine.find(firing.executionId());
                case TRIGGER_FAILED, UNKNOWN_WORKFLOW -> {
                    LOG.error("The workflow {} cannot start: {}", firing.workflowId(), refused.getMessage());
                    yield Optional.empty();
                }
                case ALREADY_RUNNING, TOO_MANY_RUNNING, NOT_WRITTEN_DOWN, CLOSED -> throw refused;
            };
        }
    }

    private boolean isOver(String executionId) {
        return engine.history().flatMap(history -> history.find(executionId)).isPresent();
    }

    private Optional<ExecutionHandle> begin(ObjectStore.Firing firing, Way way) {
        Workflow workflow = engine.workflows().find(firing.workflowId()).orElse(null);
        if (workflow == null) {
            LOG.error("The workflow {} cannot start: it is not deployed", firing.workflowId());
            return Optional.empty();
        }
        try {
            StartRequest request = request(workflow, firing.data()).withExecutionId(firing.executionId());
            return Optional.of(way.start(engine.prepare(workflow), request));
        } catch (InvalidWorkflowException e) {
            LOG.error("The workflow {} cannot start: {}", firing.workflowId(), e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Seeds the first form trigger of the workflow, where it has one. Each object has an execution of its own, and each
     * transition its rules: what others do in the same workflow must not keep them from starting.
     */
    static StartRequest request(Workflow workflow, Map<String, @Nullable Object> data) {
        StartRequest request = StartRequest.plain().withTriggeredBy("form").besideOtherExecutions();
        return workflow.triggers().stream()
                .filter(trigger -> trigger.moduleId().equals("trigger_form")
                        || trigger.moduleId().equals("flow.trigger.form"))
                .findFirst()
                .map(trigger -> request.withTrigger(trigger.id(), data))
                .orElseGet(() -> request.withTriggerData(data));
    }

    /** An execution that is still to start in this process; empty if there is none of this id. */
    Optional<CompletableFuture<Optional<ExecutionHandle>>> awaited(String executionId) {
        return Optional.ofNullable(pending.get(executionId)).map(Pending::started);
    }

    /** What is still to start is not to any more. */
    void giveUp(String executionId) {
        Pending start = pending.get(executionId);
        if (start != null) {
            store.settle(start.firing().id());
            start.started().complete(Optional.empty());
        }
    }

    /** Starts what an earlier process has left. */
    void resume() {
        for (ObjectStore.Firing left : store.unsettled()) {
            var unused = start(left);
        }
    }
}
