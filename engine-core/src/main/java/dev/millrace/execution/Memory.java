package dev.millrace.execution;

import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.template.Scope;
import dev.millrace.template.StepResults;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an execution holds: its program counter, the outputs of its steps, its variables, and what it is to give. */
abstract class Memory extends Mailbox implements Scope {
    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type cannot be made otherwise
    private static final @Nullable Map<String, @Nullable Object>[] NO_OUTPUTS = new Map[0];

    final Plan plan;
    final StepRange range;
    int pc;

    private @Nullable Map<String, @Nullable Object>[] outputs;
    /** The slots of outputs that a branch wrote; null outside branches. */
    private final @Nullable BitSet written;
    /** Null until there is one: many workflows have none, and an execution that waits is to be small. */
    private @Nullable Variables variables;

    private @Nullable Object output;
    private boolean outputSet;

    /** What an execution begins with. */
    Memory(Plan plan, StepRange range) {
        this.plan = plan;
        this.range = range;
        this.pc = range.begin();
        this.outputs = noOutputs(plan);
        this.variables = plan.variableNames().isEmpty() ? null : new Variables(plan);
        this.written = null;
    }

    /** What a branch begins with: a copy, which remembers what the branch wrote. */
    Memory(Memory parent, StepRange range) {
        this.plan = parent.plan;
        this.range = range;
        this.pc = range.begin();
        this.outputs = parent.outputs.clone();
        this.variables = parent.variables().forBranch();
        this.written = new BitSet(outputs.length);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // as above
    private static @Nullable Map<String, @Nullable Object>[] noOutputs(Plan plan) {
        int slots = plan.outputSlots().size();
        return slots == 0 ? NO_OUTPUTS : new Map[slots];
    }

    /** The operation at the program counter. */
    final Op currentOp() {
        return plan.ops()[pc];
    }

    public Plan plan() {
        return plan;
    }

    StepRange range() {
        return range;
    }

    String branchName() {
        return range.name();
    }

    int pc() {
        return pc;
    }

    // ---------------------------------------------------------------- outputs

    public void seed(int slot, Map<String, @Nullable Object> triggerOutputs) {
        if (slot >= 0) {
            outputs[slot] = triggerOutputs;
        }
    }

    /**
     * Begins at a step other than the first, as if the steps before it had run. Before it runs.
     *
     * @param given by step; of steps that keep no outputs they are left out
     */
    public void beginAt(int step, Map<String, Map<String, @Nullable Object>> given) {
        pc = step;
        given.forEach((stepId, values) -> seed(plan.outputSlot(stepId), values));
    }

    @Nullable
    Map<String, @Nullable Object>[] outputs() {
        return outputs;
    }

    @Override
    public @Nullable Map<String, @Nullable Object> outputs(int slot) {
        return outputs[slot];
    }

    /** Takes over what a join has merged. */
    void take(@Nullable Map<String, @Nullable Object>[] mergedOutputs, BitSet changed) {
        outputs = mergedOutputs;
        if (written != null) {
            written.or(changed);
        }
    }

    /** Keeps the outputs of a step that has run, if they have a place. */
    final void store(int slot, Map<String, @Nullable Object> values) {
        if (slot >= 0) {
            keep(slot, plan.keepsResults(slot) ? StepResults.add(outputs[slot], values) : values);
        }
    }

    final void keep(int slot, Map<String, @Nullable Object> values) {
        outputs[slot] = values;
        if (written != null) {
            written.set(slot);
        }
    }

    /** True if this branch wrote the outputs in this slot. */
    final boolean hasWritten(int slot) {
        return written != null && written.get(slot);
    }

    Map<String, @Nullable Object> outputsOf(Op op) {
        Map<String, @Nullable Object> values = op.slot < 0 ? null : outputs[op.slot];
        if (values instanceof RoundOutputs round) {
            return round.copy();
        }
        return values == null ? Map.of() : values;
    }

    /** What an output step has set; a branch's is taken over by its join. */
    final void setOutput(@Nullable Object value) {
        output = value;
        outputSet = true;
    }

    final boolean hasSetOutput() {
        return outputSet;
    }

    public @Nullable Object output() {
        return output;
    }

    // ---------------------------------------------------------------- variables

    final Variables variables() {
        Variables known = variables;
        if (known == null) {
            known = new Variables(plan);
            variables = known;
        }
        return known;
    }

    /** All variables that exist; makes nothing, so that others may look at an execution that is over. */
    final Map<String, @Nullable Object> namedVariables() {
        Variables known = variables;
        return known == null ? Map.of() : known.asMap();
    }

    @Override
    public @Nullable Object variable(int slot) {
        return variables().get(slot);
    }

    @Override
    public boolean hasVariable(int slot) {
        return variables().exists(slot);
    }

    // ---------------------------------------------------------------- snapshots

    /** What a snapshot keeps of it, or a change in its journal. */
    State state(Baseline known) {
        State changed = new State();
        for (int slot = 0; slot < outputs.length; slot++) {
            Map<String, @Nullable Object> own = outputs[slot];
            if (own != null && !known.hasOutputs(slot, own, hasWritten(slot))) {
                changed.putValue(plan.outputSlots().get(slot).stepId(), own);
            }
        }
        return new State()
                .put("pc", pc)
                .put("outputs", changed)
                .put("variables", variables().state(known.variables()))
                .putValue("output", output)
                .put("outputSet", outputSet);
    }

    /** What it holds now, for a later {@link #state}. */
    Baseline baseline() {
        return Baseline.of(outputs, written, variables == null ? null : variables.kept());
    }

    /** The same, for the branches of this execution: whatever they write themselves is new. */
    final Baseline baselineForBranches() {
        return Baseline.of(outputs, null, variables == null ? null : variables.kept());
    }

    /** Drops what a snapshot holds, until it is restored. */
    void forget() {
        outputs = NO_OUTPUTS;
        if (variables != null) {
            variables.forget();
        }
        output = null;
    }

    /** Takes the place of what it holds. */
    void restore(State state) {
        outputs = outputs.length == 0 ? noOutputs(plan) : outputs;
        pc = state.index("pc");
        State changed = state.part("outputs");
        for (String stepId : changed.fields().keySet()) {
            keep(plan.outputSlot(stepId), changed.dictionary(stepId));
        }
        variables().restore(state.part("variables"));
        output = state.value("output");
        outputSet = state.flag("outputSet");
    }
}
