package dev.millrace;

import dev.millrace.execution.Environment;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.module.ScheduledTrigger;
import dev.millrace.store.Timers;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts deployed workflows when their scheduled triggers fire; each trigger has one timer, set anew at each firing. */
final class TriggerSchedule {

    private final Millrace millrace;
    private final Environment environment;
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

    TriggerSchedule(Millrace millrace, Environment environment) {
        this.millrace = millrace;
        this.environment = environment;
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
        Workflow workflow = deployment.workflow;
        ScheduledTrigger module = scheduled(trigger);
        if (module == null) {
            return;
        }
        Optional<ZonedDateTime> next = nextFiring(workflow, trigger, module);
        next.ifPresent(time -> deployment.timers.put(
                trigger.id(),
                environment.timers().at(time.toInstant().toEpochMilli(), () -> fire(deployment, trigger))));
    }

    private @Nullable ScheduledTrigger scheduled(Step trigger) {
        return millrace.modules()
                .find(trigger.moduleId())
                .map(ModuleCatalogue.Entry::module)
                .filter(ScheduledTrigger.class::isInstance)
                .map(ScheduledTrigger.class::cast)
                .orElse(null);
    }

    private Optional<ZonedDateTime> nextFiring(Workflow workflow, Step trigger, ScheduledTrigger module) {
        ZonedDateTime now = Instant.ofEpochMilli(environment.clock().epochMillis())
                .atZone(environment.clock().zone());
        try {
            return module.nextFiring(ResolvedInputs.literal(module.descriptor().inputs(), trigger.parameters()), now);
        } catch (RuntimeException e) {
            log().warn("Trigger {} of workflow {} never fires: {}", trigger.id(), workflow.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private void fire(Armed deployment, Step trigger) {
        Workflow workflow = deployment.workflow;
        synchronized (this) {
            // a timer that was cancelled may still fire; then another deployment is armed, or none
            if (armed.get(workflow.id()) != deployment) {
                return;
            }
            arm(deployment, trigger);
        }
        millrace.startQuietly(
                workflow, StartRequest.plain().withTriggeredBy(kind(trigger)).withTrigger(trigger.id(), null));
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
