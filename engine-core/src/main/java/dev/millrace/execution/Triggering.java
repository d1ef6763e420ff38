package dev.millrace.execution;

import dev.millrace.module.StepError;
import dev.millrace.plan.Op;
import dev.millrace.value.PlainValue;
import dev.millrace.workflow.Step;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a trigger's module once before the first step, to turn trigger data into outputs (spec vflow-model 3.9). */
public final class Triggering {
    private Triggering() {}

    /** Seeds the workflow's first manual trigger, if it has one; the error if that failed. */
    public static @Nullable StepError seedManual(Execution execution) {
        for (Step trigger : execution.plan().workflow().triggers()) {
            if (isManual(trigger)) {
                return seed(execution, trigger.id());
            }
        }
        return null;
    }

    public static boolean isManual(Step trigger) {
        return trigger.moduleId().equals("trigger_manual") || trigger.moduleId().equals("vflow.trigger.manual");
    }

    /** Seeds the trigger with this id; the error if its module failed. A trigger without a module gives its data. */
    public static @Nullable StepError seed(Execution execution, String triggerStepId) {
        Optional<Op> trigger = execution.plan().trigger(triggerStepId);
        if (trigger.isEmpty()) {
            return new StepError("Unknown trigger", "the workflow has no trigger " + Shown.of(triggerStepId));
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
