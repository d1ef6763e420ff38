package dev.millrace.plan;

import dev.millrace.module.ModuleDescriptor;
import dev.millrace.workflow.Workflow;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled workflow: one operation for each step, and the layout of an execution's state. Immutable, shared by all
 * executions of the workflow; an execution ends on the plan it started with.
 */
public final class Plan {
    /**
     * A step or trigger whose outputs an execution keeps.
     *
     * @param stepIndex -1 for a trigger
     */
    public record OutputSlot(String stepId, int stepIndex, ModuleDescriptor descriptor) {}

    private final Workflow workflow;
    private final StepRange whole;
    private final Op[] ops;
    private final Op[] unrecordedOps;
    private final List<OutputSlot> outputSlots;
    private final @Nullable BitSet slotsWithResults;
    private final List<String> variableNames;
    private final Map<String, Integer> variableSlots = new HashMap<>();
    private final Map<String, Integer> slotOfStep = new HashMap<>();
    private final Map<String, Op> triggers;
    private final Regions regions;

    Plan(
            Workflow workflow,
            Op[] ops,
            Op[] unrecordedOps,
            Map<String, Op> triggers,
            List<OutputSlot> outputSlots,
            BitSet slotsWithResults,
            List<String> variableNames,
            Regions regions) {
        this.workflow = workflow;
        this.whole = new StepRange("", 0, ops.length, 0);
        this.ops = ops;
        this.unrecordedOps = unrecordedOps;
        this.triggers = Map.copyOf(triggers);
        this.outputSlots = List.copyOf(outputSlots);
        this.slotsWithResults = slotsWithResults.isEmpty() ? null : slotsWithResults;
        this.variableNames = List.copyOf(variableNames);
        this.regions = regions;
        for (int slot = 0; slot < variableNames.size(); slot++) {
            variableSlots.put(variableNames.get(slot), slot);
        }
        for (int slot = 0; slot < outputSlots.size(); slot++) {
            slotOfStep.put(outputSlots.get(slot).stepId(), slot);
        }
    }

    public Workflow workflow() {
        return workflow;
    }

    /** The operations, by step index. The array must not be changed: it is shared, and read in the inner loop. */
    public Op[] ops() {
        return ops;
    }

    /** The operations of an execution that nobody records: they lead past the steps that do nothing. */
    public Op[] unrecordedOps() {
        return unrecordedOps;
    }

    /** All its steps. */
    public StepRange whole() {
        return whole;
    }

    public int size() {
        return ops.length;
    }

    public List<OutputSlot> outputSlots() {
        return outputSlots;
    }

    /** The slot of a step's or trigger's outputs; -1 if they are not kept. */
    public int outputSlot(String stepId) {
        return slotOfStep.getOrDefault(stepId, -1);
    }

    /** True if what the step gives is kept for each of its runs, as some reference reads it. */
    public boolean keepsResults(int slot) {
        return slotsWithResults != null && slotsWithResults.get(slot);
    }

    public List<String> variableNames() {
        return variableNames;
    }

    /** The slot of a named variable; -1 for a name the workflow does not mention. */
    public int variableSlot(String name) {
        return variableSlots.getOrDefault(name, -1);
    }

    /** True if a jump may lead from one step to another without entering a loop, try or branch from outside. */
    public boolean mayJump(int from, int target) {
        return regions.mayJump(from, target);
    }

    /** True if an execution may begin at this step: it is in no loop, try or branch. */
    public boolean mayBeginAt(int step) {
        return regions.isOutside(step);
    }

    /** What seeds the outputs of a trigger; empty if the workflow has no trigger with this id. */
    public Optional<Op> trigger(String stepId) {
        return Optional.ofNullable(triggers.get(stepId));
    }
}
