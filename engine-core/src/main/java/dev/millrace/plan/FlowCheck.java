package dev.millrace.plan;

import static dev.millrace.workflow.ProblemCode.BREAK_OUTSIDE_LOOP;
import static dev.millrace.workflow.ProblemCode.CONTINUE_OUTSIDE_LOOP;
import static dev.millrace.workflow.ProblemCode.INVALID_PARAMETER;
import static dev.millrace.workflow.ProblemCode.JUMP_INTO_LOOP;
import static dev.millrace.workflow.ProblemCode.JUMP_TARGET;
import static dev.millrace.workflow.ProblemCode.LEAVES_BRANCH;
import static dev.millrace.workflow.ProblemCode.MISSING_PARAMETER;

import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where {@code break}, {@code continue} and {@code jump} may lead (spec vflow-model 3.3; sync-api-trigger 9.1). */
final class FlowCheck {
    private final List<Node> nodes;
    private final Findings findings;

    FlowCheck(List<Node> nodes, Findings findings) {
        this.nodes = nodes;
        this.findings = findings;
    }

    /** @return false if something leads where it may not */
    boolean run() {
        int errorsBefore = findings.errors();
        for (Node node : nodes) {
            if (node.disabled) {
                continue;
            }
            if (node.is(Construct.BREAK)) {
                checkLoopExit(node, true);
            } else if (node.is(Construct.CONTINUE)) {
                checkLoopExit(node, false);
            } else if (node.is(Construct.JUMP)) {
                checkJump(node);
            } else if (node.is(Construct.PARALLEL)) {
                checkJoin(node);
            }
        }
        return findings.errors() == errorsBefore;
    }

    private void checkJoin(Node node) {
        Written join = node.parameter("join");
        if (join == null || !"custom".equals(join.value())) {
            return;
        }
        Set<String> branches = new LinkedHashSet<>();
        List<Integer> middles = node.wholeBlock().middles();
        for (int i = 0; i < middles.size(); i++) {
            branches.add(Lowering.branchName(nodes.get(middles.get(i)), i));
        }
        Written awaited = node.parameter("joinBranches");
        List<?> names = awaited != null && awaited.value() instanceof List<?> list ? list : List.of();
        if (names.isEmpty()) {
            findings.error(
                    MISSING_PARAMETER,
                    node,
                    "parameters.joinBranches",
                    "a custom join needs the names of the branches to wait for",
                    "name some of " + Findings.choices(branches));
        }
        for (Object name : names) {
            if (!branches.contains(String.valueOf(name))) {
                String nearest = findings.nearest(String.valueOf(name), branches);
                findings.error(
                        INVALID_PARAMETER,
                        node,
                        "parameters.joinBranches",
                        "this parallel block has no branch named " + Excerpt.quoted(String.valueOf(name)),
                        nearest == null ? "name some of " + Findings.choices(branches) : "write " + nearest);
            }
        }
    }

    private void checkLoopExit(Node node, boolean leaves) {
        String word = leaves ? "break" : "continue";
        Section loop = enclosingLoop(nodes, node.section);
        if (loop == null) {
            findings.error(
                    leaves ? BREAK_OUTSIDE_LOOP : CONTINUE_OUTSIDE_LOOP,
                    node,
                    "",
                    "this " + word + " stands outside any loop",
                    "move it into a loop, or remove it");
        } else if (crossesBranch(node.section, loop) || leaves && isFork(loop)) {
            findings.error(
                    LEAVES_BRANCH,
                    node,
                    "",
                    "this " + word + " would leave a parallel branch",
                    "end the branch with its steps, and decide behind the join");
        }
    }

    /** The body of the nearest loop around a section; null if there is none. */
    static @Nullable Section enclosingLoop(List<Node> nodes, @Nullable Section from) {
        for (Section section = from; section != null; section = section.parent()) {
            Construct construct = nodes.get(section.block().start()).construct;
            if (construct != null && construct.isLoopStart()) {
                return section;
            }
        }
        return null;
    }

    private boolean crossesBranch(@Nullable Section from, @Nullable Section to) {
        for (Section section = from; section != null && !section.equals(to); section = section.parent()) {
            if (isFork(section)) {
                return true;
            }
        }
        return false;
    }

    /** True if the steps of this section run as a branch of their own. */
    private boolean isFork(Section section) {
        Node start = nodes.get(section.block().start());
        return start.is(Construct.PARALLEL) || start.is(Construct.FOR_EACH) && Lowering.concurrency(start) > 1;
    }

    private void checkJump(Node node) {
        Written target = node.parameter("target_step_index");
        if (target == null || !target.isConstant()) {
            return;
        }
        Number number = NumberForm.of(target.constant());
        if (number == null) {
            return;
        }
        double position = number.doubleValue();
        if (position > nodes.size()) {
            findings.error(
                    JUMP_TARGET,
                    node,
                    target.path(),
                    "the jump leads to step " + Excerpt.quoted(number) + ", but the workflow has " + nodes.size()
                            + " steps",
                    "choose a step from 1 to " + nodes.size());
        } else if (position >= 1 && position == Math.rint(position)) {
            checkTarget(node, target, nodes.get((int) position - 1));
        }
    }

    private void checkTarget(Node node, Written parameter, Node target) {
        Section entered = Regions.entered(target);
        Section shared = sharedSection(node.section, entered);
        if (crossesBranch(node.section, shared)) {
            findings.error(
                    LEAVES_BRANCH,
                    node,
                    parameter.path(),
                    "the jump would leave a parallel branch",
                    "choose a step of the same branch");
        } else if (entersRegion(entered, shared)) {
            findings.error(
                    JUMP_INTO_LOOP,
                    node,
                    parameter.path(),
                    "the jump would enter the body of a loop, try or branch from outside",
                    "jump to the start of the block");
        }
    }

    private static @Nullable Section sharedSection(@Nullable Section left, @Nullable Section right) {
        Set<Section> around = new HashSet<>();
        for (Section section = right; section != null; section = section.parent()) {
            around.add(section);
        }
        Section shared = left;
        while (shared != null && !around.contains(shared)) {
            shared = shared.parent();
        }
        return shared;
    }

    private boolean entersRegion(@Nullable Section from, @Nullable Section shared) {
        for (Section section = from; section != null && !section.equals(shared); section = section.parent()) {
            if (Regions.isRegion(nodes.get(section.block().start()))) {
                return true;
            }
        }
        return false;
    }
}
