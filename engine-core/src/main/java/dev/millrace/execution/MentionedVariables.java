package dev.millrace.execution;

import dev.millrace.plan.Plan;
import org.jspecify.annotations.Nullable;

/** The variables that a plan mentions, as they were at one moment, by name. Immutable. */
final class MentionedVariables extends SlotMap<@Nullable Object> {
    private final Plan plan;

    /** @param bySlot copied */
    MentionedVariables(Plan plan, @Nullable Object[] bySlot) {
        super(bySlot.clone());
        this.plan = plan;
    }

    @Override
    String name(int slot) {
        return plan.variableNames().get(slot);
    }

    @Override
    int slot(String name) {
        return plan.variableSlot(name);
    }

    @Override
    @Nullable
    Object shown(Object held) {
        return Variables.value(held);
    }
}
