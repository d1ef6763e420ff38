package dev.millrace.plan;

import static dev.millrace.workflow.ProblemCode.STEP_MAY_NOT_RUN;
import static dev.millrace.workflow.ProblemCode.STEP_RUNS_LATER;
import static dev.millrace.workflow.ProblemCode.TYPE_MISMATCH;
import static dev.millrace.workflow.ProblemCode.UNKNOWN_OUTPUT;
import static dev.millrace.workflow.ProblemCode.UNKNOWN_STEP;

import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.template.Reference;
import dev.millrace.template.Reference.StepOutput;
import dev.millrace.value.Excerpt;
import dev.millrace.value.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds each reference against the steps: does it exist, has it run by then, has it this output, does the type fit.
 *
 * <p>A jump can change the order of the list, so a workflow with jumps gets warnings where others get errors.
 */
final class ReferenceCheck {
    private final List<Node> nodes;
    private final Slots slots;
    private final Findings findings;
    private final StepOrder order;

    ReferenceCheck(List<Node> nodes, Slots slots, Findings findings) {
        this.nodes = nodes;
        this.slots = slots;
        this.findings = findings;
        this.order = new StepOrder(nodes);
    }

    void run() {
        for (Node node : nodes) {
            for (Written written : node.parameters) {
                for (Reference reference : written.references()) {
                    if (reference instanceof StepOutput output) {
                        check(node, written, output);
                    }
                }
                checkType(node, written);
            }
        }
    }

    private void check(Node node, Written written, StepOutput reference) {
        Node target = slots.step(reference.stepId());
        if (target == null) {
            if (!reference.stepId().equals("trigger")) {
                unknownStep(node, written, reference);
            }
            return;
        }
        checkOrder(node, written, reference, target);
        checkOutput(node, written, reference, target);
    }

    private void unknownStep(Node node, Written written, StepOutput reference) {
        String nearest = findings.nearest(reference.stepId(), slots.stepIds());
        findings.error(
                UNKNOWN_STEP,
                node,
                written.path(),
                Excerpt.of(reference.toString()) + " refers to a step that does not exist: "
                        + Excerpt.quoted(reference.stepId()),
                nearest == null
                        ? "use the id of a step before this one"
                        : "write {{" + nearest + "." + Excerpt.of(reference.output()) + "}}");
    }

    private void checkOrder(Node node, Written written, StepOutput reference, Node target) {
        if (target.index < 0) {
            return;
        }
        if (!StepOrder.isBefore(target, node)) {
            String shown = Excerpt.of(reference.toString());
            boolean again = order.comesAgain(node, target);
            findings.errorUnless(
                    again,
                    STEP_RUNS_LATER,
                    node,
                    written.path(),
                    target == node
                            ? shown + " refers to the step it stands in"
                            : shown + " refers to step " + (target.index + 1) + ", which runs later",
                    again
                            ? "make sure that it holds a value the first time"
                            : "refer to a step before this one, or move the step");
        } else {
            String why = order.skippedBecause(node, target);
            if (why != null) {
                mayNotRun(node, written, reference, why);
            }
        }
    }

    private void mayNotRun(Node node, Written written, StepOutput reference, String why) {
        findings.warning(
                STEP_MAY_NOT_RUN,
                node,
                written.path(),
                Excerpt.of(reference.toString()) + " refers to a step that " + why + "; it gives null then",
                "test it with \"exists\" first, or set a variable before the block");
    }

    private void checkOutput(Node node, Written written, StepOutput reference, Node target) {
        ModuleDescriptor descriptor = target.descriptor();
        if (descriptor.hasOpenOutputs() || target.index < 0 && target.entry == null) {
            return;
        }
        String name = reference.output();
        if (target.output(name) != null || reference.resultNumber().isPresent() && target.hasResults()) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (Output output : target.outputs()) {
            names.add(output.id());
        }
        String nearest = findings.nearest(name, names);
        findings.error(
                UNKNOWN_OUTPUT,
                node,
                written.path(),
                Excerpt.of(reference.toString()) + ": " + target.step.moduleId() + " has no output "
                        + Excerpt.quoted(name),
                nearest != null
                        ? "write {{" + Excerpt.of(reference.stepId()) + "." + nearest + "}}"
                        : names.isEmpty()
                                ? "refer to another step; this one gives no outputs"
                                : "use one of " + Findings.choices(names));
    }

    private void checkType(Node node, Written written) {
        if (!(written.pureReference() instanceof StepOutput reference)) {
            return;
        }
        Node target = slots.step(reference.stepId());
        Output output = target == null ? null : target.output(reference.output());
        if (output == null) {
            return;
        }
        ValueType given = reference.path().typeFrom(output.type());
        ValueType wanted = written.input().type();
        if (!canBe(given, wanted)) {
            findings.error(
                    TYPE_MISMATCH,
                    node,
                    written.path(),
                    written.input().id() + " must be a " + wanted.id() + ", but " + Excerpt.of(reference.toString())
                            + " gives a " + given.id(),
                    "refer to another output, or convert it in a step before");
        }
    }

    /** True if a value of the given type can be meant where the other is wanted (spec vflow-model 5.4, 5.6). */
    private static boolean canBe(ValueType given, ValueType wanted) {
        if (given == ValueType.ANY || wanted == ValueType.ANY || given == wanted || given == ValueType.NULL) {
            return true;
        }
        return switch (wanted) {
            case LIST, DICTIONARY -> false;
            case NUMBER ->
                given != ValueType.TIME
                        && given != ValueType.COORDINATE
                        && given != ValueType.COORDINATE_REGION
                        && given != ValueType.IMAGE;
            default -> true;
        };
    }
}
