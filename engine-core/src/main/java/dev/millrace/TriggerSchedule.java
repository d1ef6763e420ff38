package dev.millrace;

import dev.millrace.execution.Environment;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.module.ScheduledTrigger;
import dev.millrace.peer.Peers;
import dev.millrace.store.StoreException;
import dev.millrace.store.Timers;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts deployed workflows when their scheduled triggers fire; each trigger has one timer, set anew at each firing. */
final class TriggerSchedule {

    private final Millrace millrace;
    private final Environment environment;
    private final Peers peers;
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

    TriggerSchedule(Millrace millrace, Environment environment, Peers peers) {
        this.millrace = millrace;
        this.environment = environment;
        this.peers = peers;
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

    private void arm(Armed deployment, Step trigger) {
        ScheduledTrigger module = scheduled(trigger);
        if (module != null) {
            arm(new Scheduled(deployment, trigger, module), environment.clock().epochMillis());
        }
    }

    private void arm(Scheduled trigger, long after) {
        OptionalLong next = nextFiring(trigger, after);
        if (next.isPresent()) {
            long due = next.getAsLong();
            trigger.deployment.timers.put(
                    trigger.step.id(), environment.timers().at(due, () -> fire(trigger, due)));
        }
    }

    private @Nullable ScheduledTrigger scheduled(Step trigger) {
        return millrace.modules()
                .find(trigger.moduleId())
                .map(ModuleCatalogue.Entry::module)
                .filter(ScheduledTrigger.class::isInstance)
                .map(ScheduledTrigger.class::cast)
                .orElse(null);
    }

    private OptionalLong nextFiring(Scheduled trigger, long after) {
        ZonedDateTime time =
                Instant.ofEpochMilli(after).atZone(environment.clock().zone());
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
        Workflow workflow = trigger.deployment.workflow;
        boolean starts = isOurs(trigger, due);
        synchronized (this) {
            // a timer that was cancelled may still fire; then another deployment is armed, or none
            if (armed.get(workflow.id()) != trigger.deployment) {
                return;
            }
            arm(trigger, environment.clock().epochMillis());
        }
        if (starts) {
            millrace.startQuietly(
                    workflow,
                    StartRequest.plain().withTriggeredBy(kind(trigger.step)).withTrigger(trigger.step.id(), null));
        }
    }

    /**
     * True if this engine is the one of all its peers that fires. One that was armed at another time than the others may
     * fire at another time too, so it looks whether the trigger is due, counted from when it last fired anywhere.
     */
    private boolean isOurs(Scheduled trigger, long due) {
        String workflowId = trigger.deployment.workflow.id();
        try {
            OptionalLong last = peers.lastFiring(workflowId, trigger.step.id());
            boolean isDue =
                    last.isEmpty() || nextFiring(trigger, last.getAsLong()).orElse(due) <= due;
            return isDue && peers.fires(workflowId, trigger.step.id(), last, due);
        } catch (StoreException e) {
            log().warn(
                            "Trigger {} of workflow {} does not fire here: {}",
                            trigger.step.id(),
                            trigger.name(),
                            e.getMessage());
            return false;
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
