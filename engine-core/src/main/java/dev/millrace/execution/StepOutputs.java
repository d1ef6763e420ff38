package dev.millrace.execution;

import dev.millrace.plan.Plan;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outputs of an execution's steps at one moment, by step id. Immutable. */
final class StepOutputs extends SlotMap<Map<String, @Nullable Object>> {
    private final Plan plan;

    /** @param bySlot copied */
    StepOutputs(Plan plan, @Nullable Map<String, @Nullable Object>[] bySlot) {
        super(kept(bySlot));
        this.plan = plan;
    }

    private static @Nullable Object[] kept(@Nullable Map<String, @Nullable Object>[] bySlot) {
        @Nullable Object[] kept = Arrays.copyOf(bySlot, bySlot.length, Object[].class);
        for (int slot = 0; slot < kept.length; slot++) {
            if (kept[slot] instanceof RoundOutputs round) {
                kept[slot] = round.copy();
            }
        }
        return kept;
    }

    @Override
    String name(int slot) {
        return plan.outputSlots().get(slot).stepId();
    }

    @Override
    int slot(String stepId) {
        return plan.outputSlot(stepId);
    }

    @Override
    @SuppressWarnings("unchecked") // nothing else was put there
    Map<String, @Nullable Object> shown(Object held) {
        return (Map<String, @Nullable Object>) held;
    }
}
