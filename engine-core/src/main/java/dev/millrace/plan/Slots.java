package dev.millrace.plan;

import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.template.Binder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives every step that can have outputs, and every named variable, its place in an execution. */
final class Slots implements Binder {
    private final Map<String, Node> byId = new LinkedHashMap<>();
    private final Map<String, Integer> slotOfStep = new HashMap<>();
    private final List<Node> owners = new ArrayList<>();
    private final Map<String, Integer> variables = new LinkedHashMap<>();
    private final BitSet withResults = new BitSet();

    Slots(List<Node> triggers, List<Node> nodes) {
        addAll(triggers);
        addAll(nodes);
    }

    private void addAll(List<Node> nodes) {
        for (Node node : nodes) {
            add(node);
        }
    }

    private void add(Node node) {
        if (byId.putIfAbsent(node.step.id(), node) == null && givesOutputs(node)) {
            slotOfStep.put(node.step.id(), owners.size());
            owners.add(node);
        }
    }

    static boolean givesOutputs(Node node) {
        ModuleDescriptor descriptor = node.descriptor();
        return descriptor.hasOpenOutputs()
                || !descriptor.outputs().isEmpty()
                || node.policy.action() == ErrorPolicy.Action.SKIP;
    }

    /** The step or trigger with this id; null if there is none. */
    @Nullable
    Node step(String id) {
        return byId.get(id);
    }

    /** The ids of all steps and triggers. */
    Collection<String> stepIds() {
        return byId.keySet();
    }

    int slotOf(Node node) {
        return slotOfStep.getOrDefault(node.step.id(), -1);
    }

    @Override
    public int outputs(String stepId) {
        return slotOfStep.getOrDefault(stepId, -1);
    }

    @Override
    public String canonicalOutput(String stepId, String name) {
        Node node = byId.get(stepId);
        if (node == null) {
            return name;
        }
        for (Output output : node.descriptor().outputs()) {
            if (output.answersTo(name)) {
                return output.id();
            }
        }
        return name;
    }

    @Override
    public boolean keepsResults(String stepId) {
        Node node = byId.get(stepId);
        if (node == null || !node.hasResults()) {
            return false;
        }
        withResults.set(slotOf(node));
        return true;
    }

    @Override
    public int variable(String name) {
        return variables.computeIfAbsent(name, unused -> variables.size());
    }

    /** The steps and triggers whose outputs are kept, by slot. */
    List<Node> owners() {
        return owners;
    }

    /** The slots of steps whose results some reference reads. */
    BitSet withResults() {
        return (BitSet) withResults.clone();
    }

    /** The named variables, by slot. */
    List<String> variableNames() {
        return List.copyOf(variables.keySet());
    }
}
