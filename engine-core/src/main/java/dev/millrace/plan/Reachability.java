package dev.millrace.plan;

import static dev.millrace.workflow.ProblemCode.UNREACHABLE_STEP;

import dev.millrace.module.BlockRole;
import dev.millrace.value.NumberForm;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Finds the steps that no execution can come to. Follows every way an operation can lead, from the first step on. */
final class Reachability {
    private final List<Node> nodes;
    private final Op[] ops;
    private final Findings findings;
    private final BitSet reached = new BitSet();
    private final Deque<Integer> open = new ArrayDeque<>();

    Reachability(List<Node> nodes, Op[] ops, Findings findings) {
        this.nodes = nodes;
        this.ops = ops;
        this.findings = findings;
    }

    void run() {
        reach(0);
        while (!open.isEmpty()) {
            if (!follow(ops[open.pop()])) {
                return;
            }
        }
        report();
    }

    private void reach(int index) {
        if (index >= 0 && index < ops.length && !reached.get(index)) {
            reached.set(index);
            open.push(index);
        }
    }

    /** @return false if the operation can lead anywhere */
    private boolean follow(Op op) {
        if (op.source.policy().action() == ErrorPolicy.Action.SKIP) {
            reach(op.source.afterBlock());
        }
        if (op instanceof Op.Jump) {
            return followJump(op);
        }
        for (int successor : op.successors()) {
            reach(successor);
        }
        return true;
    }

    private boolean followJump(Op op) {
        Written target = nodes.get(op.source.index()).parameter("target_step_index");
        Number number = target != null && target.isConstant() ? NumberForm.of(target.constant()) : null;
        if (number == null || number.intValue() < 1 || number.intValue() > ops.length) {
            return false;
        }
        reach(number.intValue() - 1);
        return true;
    }

    /** Reports the first step of each run of unreachable ones; ends and middles of blocks only mark places. */
    private void report() {
        boolean inRun = false;
        for (Node node : nodes) {
            BlockRole.Position position = node.role().position();
            boolean marks = position == BlockRole.Position.MIDDLE || position == BlockRole.Position.END;
            boolean unreachable = !reached.get(node.index) && !node.disabled;
            if (unreachable && !marks && !inRun) {
                findings.warning(
                        UNREACHABLE_STEP,
                        node,
                        "",
                        "no execution can come to this step",
                        "remove it, or remove what ends the workflow before it");
            }
            inRun = unreachable && (inRun || !marks);
        }
    }
}
