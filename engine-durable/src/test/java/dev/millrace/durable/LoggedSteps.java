package dev.millrace.durable;

import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Inputs;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.ScheduledTrigger;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import dev.millrace.work.Assignment;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemStore;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Modules whose steps say in an {@link EffectLog} what they do. */
final class LoggedSteps {
    private LoggedSteps() {}

    static List<Module> on(String node, EffectLog log) {
        return List.of(
                step("mark", Effect.REPEATABLE, "", node, log),
                step("mark_once", Effect.ONCE, "-once", node, log),
                new Sleep(),
                new Ask(),
                Module.of(
                        ModuleDescriptor.builder("poison")
                                .effect(Effect.REPEATABLE)
                                .blocks()
                                .build(),
                        step -> {
                            log.write("begin", EffectLog.stepOf(step.executionId(), step.idempotencyKey()), node);
                            Runtime.getRuntime().halt(1);
                            return StepResult.done();
                        }),
                new EveryHalfSecond());
    }

    private static Module step(String id, Effect effect, String suffix, String node, EffectLog log) {
        return Module.of(
                ModuleDescriptor.builder(id)
                        .input(Input.number("millis").withDefault(0))
                        .output(Output.text("on"))
                        .effect(effect)
                        .blocks()
                        .build(),
                step -> {
                    String key = EffectLog.stepOf(step.executionId(), step.idempotencyKey());
                    log.write("begin" + suffix, key, node);
                    Thread.sleep(millis(step));
                    log.write("end" + suffix, key, node);
                    return StepResult.done("on", node);
                });
    }

    private static long millis(StepContext step) {
        return step.input("millis") instanceof Number number ? number.longValue() : 0;
    }

    /** Waits without a thread. */
    private static final class Sleep implements Module {
        private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("sleep")
                .input(Input.number("millis").withDefault(0))
                .effect(Effect.PURE)
                .build();

        @Override
        public ModuleDescriptor descriptor() {
            return DESCRIPTOR;
        }

        @Override
        public StepResult run(StepContext step) {
            return StepResult.waiting(WakeCondition.after(Duration.ofMillis(millis(step))));
        }

        @Override
        public StepResult resume(StepContext step, WakeUp wakeUp) {
            return StepResult.done();
        }
    }

    /** Waits until somebody has completed a work item. */
    private static final class Ask implements Module {
        private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("ask")
                .input(Input.text("person"))
                .output(Output.text("action"))
                .effect(Effect.REPEATABLE)
                .build();

        @Override
        public ModuleDescriptor descriptor() {
            return DESCRIPTOR;
        }

        @Override
        public StepResult run(StepContext step) {
            Assignment assignment = new Assignment(
                    Assignment.Kind.APPROVE,
                    "Approve",
                    List.of(step.text("person")),
                    Assignment.Mode.ANY,
                    List.of("approve", "reject"),
                    Map.of());
            WorkItem.Origin origin = new WorkItem.Origin(step.executionId(), step.workflowId(), step.stepId());
            WorkItem item = step.service(WorkItemStore.class)
                    .orElseThrow()
                    .add(WorkItem.open(
                            step.executionId() + "/" + step.idempotencyKey(), origin, assignment, step.now(), null));
            return StepResult.waiting(WakeCondition.signal(WorkItem.signalOf(item.id())));
        }

        @Override
        public StepResult resume(StepContext step, WakeUp wakeUp) {
            return wakeUp.payload() instanceof Map<?, ?> result
                    ? StepResult.done("action", result.get("action"))
                    : StepResult.failed("No answer", "nobody has answered");
        }
    }

    private static final class EveryHalfSecond implements ScheduledTrigger {
        private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("trigger_half_second")
                .effect(Effect.PURE)
                .build();

        @Override
        public ModuleDescriptor descriptor() {
            return DESCRIPTOR;
        }

        @Override
        public StepResult run(StepContext step) {
            return new StepResult.Done(Map.of());
        }

        @Override
        public Optional<ZonedDateTime> nextFiring(Inputs inputs, ZonedDateTime now) {
            long into = now.get(ChronoField.MILLI_OF_SECOND) % 500;
            return Optional.of(now.truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofMillis(500 - into)));
        }
    }
}
