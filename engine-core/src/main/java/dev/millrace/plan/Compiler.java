package dev.millrace.plan;

import static dev.millrace.workflow.ProblemCode.UNAVAILABLE_MODULE;
import static dev.millrace.workflow.ProblemCode.UNKNOWN_MODULE;

import dev.millrace.module.ModuleCatalogue;
import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compiles workflows: resolve modules → pair blocks → read parameters → check references and flow → lower → check what
 * can be reached. Every pass adds its problems, so that an author sees all of them at once. Linear in the number of
 * steps. Immutable and thread-safe.
 */
public final class Compiler {
    private final ModuleCatalogue catalogue;

    public Compiler(ModuleCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    public Compilation compile(Workflow workflow) {
        Findings findings = new Findings(workflow);
        Reading reading = read(workflow, findings);
        List<Node> nodes = reading.nodes;
        Slots slots = reading.slots;
        new VariableCheck(nodes, findings).run();
        new ReferenceCheck(nodes, slots, findings).run();
        if (!reading.whole || !new FlowCheck(nodes, findings).run()) {
            return new Compilation(null, findings.all());
        }
        Lowering lowering = new Lowering(nodes, slots, Lowering.Marks.VISITED);
        Op[] ops = lowering.run();
        new Reachability(nodes, ops, findings).run();
        if (findings.hasErrors()) {
            return new Compilation(null, findings.all());
        }
        Op[] unrecordedOps = new Lowering(nodes, slots, Lowering.Marks.PASSED).run();
        Plan plan = new Plan(
                workflow,
                ops,
                unrecordedOps,
                lowering.triggers(reading.triggers),
                outputSlots(slots),
                slots.withResults(),
                slots.variableNames(),
                Regions.of(nodes));
        return new Compilation(plan, findings.all());
    }

    /**
     * What the steps of a workflow are known to give, whatever problems it has.
     *
     * @param workflows finds a workflow that a step calls
     */
    public KnownOutputs outputs(Workflow workflow, Function<String, Optional<Workflow>> workflows) {
        Reading reading = read(workflow, new Findings(workflow));
        return new KnownOutputs(reading.triggers, reading.nodes, reading.slots, catalogue, workflows);
    }

    /**
     * A workflow as the first passes understand it.
     *
     * @param whole every block is whole
     */
    private record Reading(List<Node> triggers, List<Node> nodes, Slots slots, boolean whole) {}

    private Reading read(Workflow workflow, Findings findings) {
        for (Problem problem : workflow.problems()) {
            findings.add(problem);
        }
        List<Node> triggers = nodes(workflow.triggers(), true);
        List<Node> nodes = nodes(workflow.steps(), false);
        reportModules(nodes, findings);
        Slots slots = new Slots(triggers, nodes);
        boolean whole = new BlockPairing(nodes, findings).run();
        if (whole) {
            disableBlocks(nodes);
        }
        ParameterReading parameters = new ParameterReading(findings);
        parameters.run(triggers);
        parameters.run(nodes);
        return new Reading(triggers, nodes, slots, whole);
    }

    private List<Node> nodes(List<Step> steps, boolean triggers) {
        List<Node> nodes = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            nodes.add(new Node(
                    triggers ? -1 : i, step, catalogue.find(step.moduleId()).orElse(null)));
        }
        return nodes;
    }

    private void reportModules(List<Node> nodes, Findings findings) {
        Collection<String> names = catalogue.names();
        for (Node node : nodes) {
            if (node.disabled) {
                continue;
            }
            String id = node.step.moduleId();
            if (node.entry == null) {
                String nearest = findings.nearest(id, names);
                findings.errorUnless(
                        node.policy.action() == ErrorPolicy.Action.SKIP,
                        UNKNOWN_MODULE,
                        node,
                        "moduleId",
                        "unknown module: " + Excerpt.of(id),
                        nearest == null ? "register it, or use a module of the catalogue" : "write " + nearest);
            } else if (!node.entry.available()) {
                findings.warning(
                        UNAVAILABLE_MODULE,
                        node,
                        "moduleId",
                        "module not available on this platform: " + Excerpt.of(id),
                        "remove the step, or register a module under this id; the step fails when it is reached");
            }
        }
    }

    /** A disabled block start takes the whole block with it. */
    private static void disableBlocks(List<Node> nodes) {
        int disabledTo = -1;
        for (Node node : nodes) {
            Block block = node.block;
            if (node.index > disabledTo && node.disabled && block != null && block.start() == node.index) {
                disabledTo = block.end();
            }
            node.disabled |= node.index <= disabledTo;
        }
    }

    private static List<Plan.OutputSlot> outputSlots(Slots slots) {
        List<Plan.OutputSlot> outputSlots = new ArrayList<>(slots.owners().size());
        for (Node node : slots.owners()) {
            outputSlots.add(new Plan.OutputSlot(node.step.id(), node.index, node.descriptor()));
        }
        return outputSlots;
    }
}
