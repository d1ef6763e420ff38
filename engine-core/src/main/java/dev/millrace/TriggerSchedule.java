package dev.millrace;

import dev.millrace.execution.Environment;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.module.ScheduledTrigger;
import dev.millrace.store.StoreException;
import dev.millrace.store.Timers;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts deployed workflows when their scheduled triggers fire; each trigger has one timer, set anew at each firing.
 *
 * <p>A trigger is due at the time that the store keeps for it, so a restart does not shift it, and what was due while no
 * engine ran fires once, at once. A firing starts its execution under an id of its own before the store knows the next
 * time: a crash in between, or another engine on the same stores, tries to start what is there already.
 */
final class TriggerSchedule {
    private static final long RETRY_MILLIS = 10_000;

    private final Millrace millrace;
    private final Environment environment;
    private final TriggerTimes times;
    /** Workflow id → what is armed of it. */
    private final Map<String, Armed> armed = new HashMap<>(); // guarded by this

    private boolean closed; // guarded by this

    /** One deployment of a workflow, and its triggers' timers by step id. Each deployment is only itself. */
    private static final class Armed {
        final Workflow workflow;
        final Map<String, Timers.Timer> timers = new HashMap<>();

        Armed(Workflow workflow) {
            this.workflow = workflow;
        }
    }

    /** A trigger that fires by the clock. */
    private record Scheduled(Armed deployment, Step step, ScheduledTrigger module) {
        String name() {
            return deployment.workflow.name();
        }
    }

    TriggerSchedule(Millrace millrace, Environment environment, TriggerTimes times) {
        this.millrace = millrace;
        this.environment = environment;
        this.times = times;
    }

    /** Forgets the triggers that a workflow had and, as it is about to be stored, has no more or no more enabled. */
    void changing(Workflow before, Workflow now) {
        for (Step trigger : before.triggers()) {
            boolean stays = now.enabled()
                    && now.triggers().stream().anyMatch(other -> other.id().equals(trigger.id()));
            if (!stays && scheduled(trigger) != null) {
                times.forget(before.id(), trigger);
            }
        }
    }

    /** Forgets the triggers of a workflow that is about to be deleted. */
    void deleting(Workflow workflow) {
        changing(workflow, workflow.disable());
    }

    /** Arms the scheduled triggers of an enabled workflow, in place of those it had. */
    synchronized void arm(Workflow workflow) {
        disarm(workflow.id());
        if (!workflow.enabled() || closed) {
            return;
        }
        Armed deployment = new Armed(workflow);
        armed.put(workflow.id(), deployment);
        for (Step trigger : workflow.triggers()) {
            arm(deployment, trigger);
        }
    }

    private void arm(Armed deployment, Step step) {
        ScheduledTrigger module = scheduled(step);
        if (module != null) {
            Scheduled trigger = new Scheduled(deployment, step, module);
            set(trigger, next(trigger));
        }
    }

    /** When it is due: as the store has it, or counted from now and stored. */
    private OptionalLong next(Scheduled trigger) {
        String workflowId = trigger.deployment.workflow.id();
        try {
            Optional<OptionalLong> kept = times.next(workflowId, trigger.step);
            if (kept.isPresent()) {
                return kept.get();
            }
            OptionalLong next = nextFiring(trigger);
            times.begin(workflowId, trigger.step, next);
            return next;
        } catch (RuntimeException e) { // a record that cannot be read is one of those
            log().warn(
                            "When trigger {} of workflow {} is due cannot be read or stored, so it is counted from now: {}",
                            trigger.step.id(),
                            trigger.name(),
                            e.getMessage());
            return nextFiring(trigger);
        }
    }

    private void set(Scheduled trigger, OptionalLong next) {
        if (next.isPresent()) {
            setTimer(trigger, next.getAsLong(), next.getAsLong());
        }
    }

    private void setTimer(Scheduled trigger, long at, long due) {
        trigger.deployment.timers.put(trigger.step.id(), environment.timers().at(at, () -> fire(trigger, due)));
    }

    private @Nullable ScheduledTrigger scheduled(Step trigger) {
        return millrace.modules()
                .find(trigger.moduleId())
                .map(ModuleCatalogue.Entry::module)
                .filter(ScheduledTrigger.class::isInstance)
                .map(ScheduledTrigger.class::cast)
                .orElse(null);
    }

    /** Counted from now. */
    private OptionalLong nextFiring(Scheduled trigger) {
        ZonedDateTime time = Instant.ofEpochMilli(environment.clock().epochMillis())
                .atZone(environment.clock().zone());
        ScheduledTrigger module = trigger.module;
        try {
            return module.nextFiring(
                            ResolvedInputs.literal(module.descriptor().inputs(), trigger.step.parameters()), time)
                    .map(next -> OptionalLong.of(next.toInstant().toEpochMilli()))
                    .orElseGet(OptionalLong::empty);
        } catch (RuntimeException e) {
            log().warn("Trigger {} of workflow {} never fires: {}", trigger.step.id(), trigger.name(), e.getMessage());
            return OptionalLong.empty();
        }
    }

    private void fire(Scheduled trigger, long due) {
        if (!isArmed(trigger)) {
            return;
        }
        Workflow workflow = trigger.deployment.workflow;
        OptionalLong next;
        try {
            if (isDue(trigger, due)) {
                if (!hasStarted(trigger, due)) {
                    again(trigger, due);
                    return;
                }
                times.fired(workflow.id(), trigger.step, due, nextFiring(trigger));
            }
            next = next(trigger);
        } catch (StoreException e) {
            log().warn(
                            "Trigger {} of workflow {} cannot fire now and tries again: {}",
                            trigger.step.id(),
                            trigger.name(),
                            e.getMessage());
            again(trigger, due);
            return;
        }
        synchronized (this) {
            if (isArmed(trigger)) {
                set(trigger, next);
            }
        }
    }

    /** A timer that was cancelled may still fire; then another deployment is armed, or none. */
    @SuppressWarnings("ReferenceEquality") // each deployment is only itself
    private synchronized boolean isArmed(Scheduled trigger) {
        return armed.get(trigger.deployment.workflow.id()) == trigger.deployment;
    }

    /** False if it has fired on another engine meanwhile. */
    private boolean isDue(Scheduled trigger, long due) {
        return times.next(trigger.deployment.workflow.id(), trigger.step)
                .map(next -> next.equals(OptionalLong.of(due)))
                .orElse(true);
    }

    /** False if it is to be tried again. What is refused for a reason of the workflow's own is not. */
    private boolean hasStarted(Scheduled trigger, long due) {
        Workflow workflow = trigger.deployment.workflow;
        try {
            millrace.start(
                    workflow,
                    StartRequest.plain()
                            .withTriggeredBy(kind(trigger.step))
                            .withTrigger(trigger.step.id(), null)
                            .withExecutionId(TriggerTimes.executionId(workflow.id(), trigger.step, due)));
            return true;
        } catch (InvalidWorkflowException e) {
            refused(workflow, e);
            return true;
        } catch (StartRefusedException e) {
            return switch (e.reason()) {
                case ALREADY_STARTED -> true;
                case NOT_WRITTEN_DOWN, CLOSED -> false;
                default -> {
                    refused(workflow, e);
                    yield true;
                }
            };
        }
    }

    private static void refused(Workflow workflow, RuntimeException refusal) {
        log().warn("Workflow {} was not started by its trigger: {}", workflow.name(), refusal.getMessage());
    }

    private synchronized void again(Scheduled trigger, long due) {
        if (isArmed(trigger)) {
            setTimer(trigger, environment.clock().epochMillis() + RETRY_MILLIS, due);
        }
    }

    /** What views show as the origin of the execution: {@code time}, {@code interval}, {@code cron}. */
    private String kind(Step trigger) {
        String id = millrace.modules()
                .find(trigger.moduleId())
                .map(entry -> entry.descriptor().id())
                .orElse(trigger.moduleId());
        return id.startsWith("trigger_") ? id.substring("trigger_".length()) : id;
    }

    synchronized void disarm(String workflowId) {
        Armed deployment = armed.remove(workflowId);
        if (deployment != null) {
            deployment.timers.values().forEach(Timers.Timer::cancel);
        }
    }

    synchronized void close() {
        closed = true;
        List.copyOf(armed.keySet()).forEach(this::disarm);
    }

    /** Asked for when there is something to say: finding the library for logs takes a tenth of a first run. */
    private static Logger log() {
        return LoggerFactory.getLogger(TriggerSchedule.class);
    }
}
