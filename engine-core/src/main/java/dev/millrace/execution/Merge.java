package dev.millrace.execution;

import dev.millrace.module.LogLevel;
import dev.millrace.template.StepResults;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings together what branches have changed, in branch order whatever their order of finishing (decision D7). Outputs
 * are taken from every branch, variables from those that completed; of two that wrote one variable the later wins, with a
 * warning. The parent stays as it was at the fork until {@link #finish}, because branches may still be started from it.
 */
final class Merge {
    private final Execution parent;
    private final @Nullable Map<String, @Nullable Object>[] outputs;
    private final List<Variables> variables = new ArrayList<>();
    private final BitSet written = new BitSet();
    /** The slots of outputs that some branch wrote. */
    private final BitSet changed = new BitSet();
    /** Ended branches that wait for one before them. */
    private final SortedMap<Integer, Ended> early = new TreeMap<>();

    private int next;
    private @Nullable Object output;
    private boolean outputSet;

    private record Ended(Execution branch, boolean withVariables) {}

    Merge(Execution parent) {
        this.parent = parent;
        this.outputs = parent.outputs().clone();
    }

    /** Takes an ended branch, once all before it have ended. */
    void add(int position, Execution branch, boolean withVariables) {
        early.put(position, new Ended(branch, withVariables));
        for (Ended due = early.remove(next); due != null; due = early.remove(next)) {
            take(due);
            next++;
        }
    }

    /** How many ended branches wait for one before them. */
    int waiting() {
        return early.size();
    }

    private void take(Ended ended) {
        @Nullable Map<String, @Nullable Object>[] theirs = ended.branch().outputs();
        for (int slot = 0; slot < outputs.length; slot++) {
            if (ended.branch().hasWritten(slot)) {
                outputs[slot] = merged(slot, theirs[slot]);
                changed.set(slot);
            }
        }
        if (ended.branch().hasSetOutput()) {
            output = ended.branch().output();
            outputSet = true;
        }
        Variables wrote = ended.branch().variables();
        if (ended.withVariables() && wrote.hasChanges()) {
            warnOfConflicts(wrote);
            written.or(wrote.written());
            variables.add(wrote);
        }
    }

    private @Nullable Map<String, @Nullable Object> merged(int slot, @Nullable Map<String, @Nullable Object> theirs) {
        return theirs != null && parent.plan().keepsResults(slot)
                ? StepResults.merge(parent.outputs()[slot], outputs[slot], theirs)
                : theirs;
    }

    private void warnOfConflicts(Variables wrote) {
        wrote.writtenByBoth(written).stream()
                .mapToObj(wrote::name)
                .forEach(name -> parent.log(
                        null,
                        LogLevel.WARNING,
                        "Two branches wrote the variable " + name + "; the later branch wins",
                        Map.of("variable", name)));
    }

    State state() {
        State merged = new State();
        for (int slot = 0; slot < outputs.length; slot++) {
            Map<String, @Nullable Object> own = outputs[slot];
            if (own != null && changed.get(slot)) {
                merged.putValue(parent.plan().outputSlots().get(slot).stepId(), own);
            }
        }
        List<State> waiting = new ArrayList<>();
        early.values()
                .forEach(ended -> waiting.add(ended.branch().state().put("withVariables", ended.withVariables())));
        return new State()
                .put("next", next)
                .put("outputs", merged)
                .putValue("output", output)
                .put("outputSet", outputSet)
                .putAll(
                        "variables",
                        variables.stream()
                                .map(each -> each.state(parent.variables()))
                                .toList())
                .putAll("early", waiting);
    }

    void restore(State state, Function<State, Execution> child) {
        next = state.index("next");
        output = state.value("output");
        outputSet = state.flag("outputSet");
        State merged = state.part("outputs");
        for (String stepId : merged.fields().keySet()) {
            int slot = parent.plan().outputSlot(stepId);
            outputs[slot] = merged.dictionary(stepId);
            changed.set(slot);
        }
        for (State each : state.parts("variables")) {
            Variables branch = parent.variables().forBranch();
            branch.restore(each);
            written.or(branch.written());
            variables.add(branch);
        }
        for (State each : state.parts("early")) {
            early.put(each.index("position"), new Ended(child.apply(each), each.flag("withVariables")));
        }
    }

    /** Writes the result into the parent, with the branches that waited for one that never started. */
    void finish() {
        early.values().forEach(this::take);
        parent.take(outputs, changed);
        if (outputSet) {
            parent.setOutput(output);
        }
        variables.forEach(parent.variables()::mergeFrom);
    }
}
