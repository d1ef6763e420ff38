package dev.millrace.execution;

import dev.millrace.module.Effect;
import dev.millrace.module.StepError;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.value.Excerpt;
import dev.millrace.value.PlainValue;
import dev.millrace.workflow.Step;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a trigger's module once before the first step, to turn trigger data into outputs (spec vflow-model 3.9). */
public final class Triggering {
    private static final String MANUAL = "trigger_manual";

    private Triggering() {}

    /** Seeds the workflow's first manual trigger, if it has one; the error if that failed. */
    static @Nullable StepError seedManual(Execution execution) {
        Step trigger = manual(execution.plan());
        return trigger == null ? null : seed(execution, trigger.id());
    }

    private static @Nullable Step manual(Plan plan) {
        for (Step trigger : plan.workflow().triggers()) {
            Op op = plan.trigger(trigger.id()).orElse(null);
            if (op != null && op.source.descriptor().id().equals(MANUAL)) {
                return trigger;
            }
        }
        return null;
    }

    /** What a manual start seeds, found out once where the trigger always gives the same. */
    public static ManualSeed manualSeed(Environment environment, Plan plan) {
        Step trigger = manual(plan);
        Op op = trigger == null ? null : plan.trigger(trigger.id()).orElse(null);
        if (!(op instanceof Op.ModuleCall call)) {
            return new ManualSeed(-1, Map.of(), false);
        }
        if (call.source.effect() != Effect.PURE || call.constants == null) {
            return new ManualSeed(call.slot, Map.of(), true);
        }
        Execution trial = Execution.of(environment, plan);
        return seedManual(trial) == null
                ? new ManualSeed(call.slot, trial.outputsOf(call), false)
                : new ManualSeed(call.slot, Map.of(), true);
    }

    /**
     * What a manual start seeds.
     *
     * @param slot of the trigger; -1 if there is nothing to seed
     * @param outputs the same for every start, unless {@code runsEachTime}
     * @param runsEachTime the trigger's module is to be run at each start
     */
    public record ManualSeed(int slot, Map<String, @Nullable Object> outputs, boolean runsEachTime) {
        /** Seeds an execution; the error if the trigger's module failed. */
        public @Nullable StepError sow(Execution execution) {
            if (runsEachTime) {
                return seedManual(execution);
            }
            if (slot >= 0) {
                execution.seed(slot, outputs);
            }
            return null;
        }
    }

    /** Seeds the trigger with this id; the error if its module failed. A trigger without a module gives its data. */
    public static @Nullable StepError seed(Execution execution, String triggerStepId) {
        Optional<Op> trigger = execution.plan().trigger(triggerStepId);
        if (trigger.isEmpty()) {
            return new StepError("Unknown trigger", "the workflow has no trigger " + Excerpt.quoted(triggerStepId));
        }
        if (trigger.get() instanceof Op.ModuleCall call) {
            return execution.runTrigger(call);
        }
        if (execution.triggerData() instanceof Map<?, ?> data) {
            execution.seed(trigger.get().slot, PlainValue.dictionary(data));
        }
        return null;
    }
}
