package dev.millrace.plan;

import static dev.millrace.workflow.ProblemCode.BLOCKS_CROSS;
import static dev.millrace.workflow.ProblemCode.BLOCK_NOT_CLOSED;
import static dev.millrace.workflow.ProblemCode.BLOCK_NOT_OPENED;
import static dev.millrace.workflow.ProblemCode.BLOCK_PART_MISPLACED;
import static dev.millrace.workflow.ProblemCode.BLOCK_PART_REPEATED;
import static dev.millrace.workflow.ProblemCode.BLOCK_TOO_DEEP;
import static dev.millrace.workflow.ProblemCode.BRANCHES_MISSING;
import static dev.millrace.workflow.ProblemCode.LIMIT_EXCEEDED;

import dev.millrace.value.Excerpt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of each block and the section each step stands in, and reports every block that is broken (spec
 * vflow-model 2.5, recommended; sync-api-trigger 9.1). One walk over the steps with a stack of open blocks.
 */
final class BlockPairing {
    static final int MAX_DEPTH = 100;
    static final int MAX_PARALLEL_DEPTH = 8;
    static final int MAX_BRANCHES = 64;

    private final List<Node> nodes;
    private final Findings findings;
    private final OpenBlocks open = new OpenBlocks();
    /** Blocks that a message has named already. */
    private final Set<Block> told = new HashSet<>();
    /** By kind, the crossed blocks whose own end is still to come; it is no second mistake. */
    private final Map<String, Integer> crossedOpen = new HashMap<>();

    private @Nullable Section section;

    BlockPairing(List<Node> nodes, Findings findings) {
        this.nodes = nodes;
        this.findings = findings;
    }

    /** @return true if every block is whole */
    boolean run() {
        int before = findings.errors();
        for (Node node : nodes) {
            switch (node.role().position()) {
                case START -> opened(node);
                case MIDDLE -> middle(node);
                case END -> closed(node);
                case NONE -> node.section = section;
            }
        }
        for (Block block : open.all()) {
            notClosed(block);
        }
        return findings.errors() == before;
    }

    private void opened(Node node) {
        Block block = new Block(node.index, node.role().pairing(), section);
        node.section = section;
        node.block = block;
        open.push(block);
        section = inside(block, node);
        if (open.depth() == MAX_DEPTH + 1) {
            findings.error(
                    BLOCK_TOO_DEEP,
                    node,
                    "",
                    "this block is nested more than " + MAX_DEPTH + " deep",
                    "move inner blocks into a sub-workflow");
        }
        if (node.is(Construct.PARALLEL) && open.count(block.pairing()) == MAX_PARALLEL_DEPTH + 1) {
            findings.error(
                    BLOCK_TOO_DEEP,
                    node,
                    "",
                    "parallel blocks are nested more than " + MAX_PARALLEL_DEPTH + " deep",
                    "move inner parallel blocks into a sub-workflow");
        }
    }

    /** The steps of a block that is nested too deep count as those around it: later passes walk up the sections. */
    private @Nullable Section inside(Block block, Node opener) {
        return open.depth() > MAX_DEPTH ? block.section() : new Section(block, opener.index);
    }

    private void middle(Node node) {
        Block block = open.innermost();
        if (block == null || !open.isInnermost(node.role().pairing())) {
            node.section = section;
            misplaced(
                    node,
                    "else".equals(node.descriptor().id())
                            ? "an else"
                            : "a " + node.descriptor().id());
            return;
        }
        node.section = block.section();
        node.block = block;
        checkOrder(block, node);
        block.add(node);
        section = inside(block, node);
    }

    private void misplaced(Node node, String part) {
        boolean crossing = open.count(node.role().pairing()) > 0;
        Block inner = open.innermost();
        boolean known = crossing
                ? inner != null && !told.add(inner)
                : crossedOpen.getOrDefault(node.role().pairing(), 0) > 0;
        if (known) {
            return;
        }
        findings.error(
                crossing ? BLOCKS_CROSS : BLOCK_PART_MISPLACED,
                node,
                "",
                crossing
                        ? part + " stands inside another block that is not closed yet"
                        : part + " stands outside any " + node.role().pairing() + " block",
                crossing ? "close the inner block first" : "remove it, or put it into a block of its kind");
    }

    private void checkOrder(Block block, Node node) {
        boolean afterElse = block.hasMiddle(Construct.ELSE);
        boolean afterFinally = block.hasMiddle(Construct.FINALLY);
        if (node.is(Construct.ELSE) && afterElse) {
            repeated(node, "this if has an else already");
        } else if (node.is(Construct.ELSE_IF) && afterElse) {
            repeated(node, "an else_if stands behind the else of its if");
        } else if (node.is(Construct.CATCH) && block.hasMiddle(Construct.CATCH)) {
            repeated(node, "this try has a catch already");
        } else if (node.is(Construct.CATCH) && afterFinally) {
            repeated(node, "a catch stands behind the finally of its try");
        } else if (node.is(Construct.FINALLY) && afterFinally) {
            repeated(node, "this try has a finally already");
        } else if (node.is(Construct.BRANCH)) {
            checkBranch(block, node);
        }
    }

    private void repeated(Node node, String message) {
        findings.error(BLOCK_PART_REPEATED, node, "", message, "remove it, or move it before");
    }

    private void checkBranch(Block block, Node node) {
        if (block.middles().isEmpty() && node.index > block.start() + 1) {
            findings.error(
                    BLOCK_PART_MISPLACED,
                    nodes.get(block.start() + 1),
                    "",
                    "a step stands between parallel and its first branch",
                    "put a branch step before it, or move it before the parallel step");
        }
        if (block.middles().size() == MAX_BRANCHES) {
            findings.error(
                    LIMIT_EXCEEDED,
                    node,
                    "",
                    "a parallel block has more than " + MAX_BRANCHES + " branches",
                    "use for_each with maxConcurrency, or nest the branches");
        }
    }

    private void closed(Node node) {
        if (open.count(node.role().pairing()) == 0) {
            node.section = section;
            notOpened(node);
            return;
        }
        while (!open.isInnermost(node.role().pairing())) {
            crossed(open.pop(), node);
        }
        Block block = open.pop();
        block.close(node.index);
        node.block = block;
        node.section = block.section();
        section = block.section();
        checkWhole(block);
    }

    private void notOpened(Node node) {
        String pairing = node.role().pairing();
        int expected = crossedOpen.getOrDefault(pairing, 0);
        if (expected > 0) {
            crossedOpen.put(pairing, expected - 1);
            return;
        }
        findings.error(
                BLOCK_NOT_OPENED,
                node,
                "",
                "this " + node.step.moduleId() + " closes a block that was never opened",
                "remove it, or put the start of the block before it");
    }

    private void crossed(Block block, Node end) {
        crossedOpen.merge(block.pairing(), 1, Integer::sum);
        if (!told.add(block)) {
            return;
        }
        Node start = nodes.get(block.start());
        findings.error(
                BLOCKS_CROSS,
                start,
                "",
                "this " + start.step.moduleId() + " is still open where step " + (end.index + 1) + " ("
                        + Excerpt.of(end.step.id()) + ") closes the block around it",
                "close it with " + closerOf(start) + " before step " + (end.index + 1));
    }

    private void checkWhole(Block block) {
        Node start = nodes.get(block.start());
        if (start.is(Construct.PARALLEL) && block.middles().isEmpty()) {
            findings.error(
                    BRANCHES_MISSING,
                    start,
                    "",
                    "this parallel block has no branch",
                    "put a branch step behind it for each branch");
        } else if (start.is(Construct.TRY) && block.middles().isEmpty()) {
            findings.error(
                    BLOCK_PART_MISPLACED,
                    start,
                    "",
                    "this try has neither a catch nor a finally",
                    "put a catch or a finally before its end_try");
        }
    }

    private void notClosed(Block block) {
        Node start = nodes.get(block.start());
        findings.error(
                BLOCK_NOT_CLOSED,
                start,
                "",
                "this " + start.step.moduleId() + " is never closed",
                "add " + closerOf(start) + " behind its last step");
    }

    private static String closerOf(Node start) {
        return start.role().endModuleId();
    }
}
