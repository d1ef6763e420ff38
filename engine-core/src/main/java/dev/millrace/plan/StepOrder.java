package dev.millrace.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has run by the time a step runs, as far as the list and its blocks tell.
 *
 * <p>Order is that of the list; a jump can change it, so of a workflow with jumps less is certain.
 */
final class StepOrder {
    private final List<Node> nodes;
    private final boolean hasJumps;

    StepOrder(List<Node> nodes) {
        this.nodes = nodes;
        this.hasJumps = hasJumps(nodes);
    }

    private static boolean hasJumps(List<Node> nodes) {
        for (Node node : nodes) {
            if (node.is(Construct.JUMP)) {
                return true;
            }
        }
        return false;
    }

    /** True if {@code target} stands before {@code node}, or is a trigger. */
    static boolean isBefore(Node target, Node node) {
        return target.index < node.index;
    }

    /** True if {@code node} may come again after {@code target}, which stands at or behind it. */
    boolean comesAgain(Node node, Node target) {
        return hasJumps || inCommonLoop(node, target);
    }

    private boolean inCommonLoop(Node node, Node target) {
        Set<Section> around = around(target.section);
        for (Section section = node.section; section != null; section = section.parent()) {
            Construct opener = nodes.get(section.block().start()).construct;
            if (opener != null && opener.isLoopStart() && around.contains(section)) {
                return true;
            }
        }
        return false;
    }

    /** Why {@code target}, which stands before {@code node}, may not have run by then; null if it has. */
    @Nullable
    String skippedBecause(Node node, Node target) {
        if (target.disabled) {
            return "is disabled";
        }
        return hasJumps ? null : conditional(node, target);
    }

    private @Nullable String conditional(Node node, Node target) {
        Set<Section> around = around(node.section);
        for (Section section = target.section;
                section != null && !around.contains(section);
                section = section.parent()) {
            String why = conditional(section, node);
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    private @Nullable String conditional(Section section, Node node) {
        Construct construct = nodes.get(section.opener()).construct;
        if (construct == null) {
            return null;
        }
        return switch (construct) {
            case IF, ELSE_IF, ELSE -> "stands in a branch of an if that may not be taken";
            case FOR_EACH -> "stands in a for_each, which has no round when the list is empty";
            case WHILE -> "stands in a while, which may have no round";
            case TRY -> "stands in a try that may fail before it";
            case CATCH -> "stands in a catch, which runs only after a failure";
            case BRANCH ->
                !isBehind(node, section.block())
                        ? "stands in another branch, whose outputs are seen after the join"
                        : waitsForAll(section.block()) ? null : "stands in a branch that may be cancelled or fail";
            default -> null;
        };
    }

    private static boolean isBehind(Node node, Block block) {
        return block.isClosed() && node.index > block.end();
    }

    private boolean waitsForAll(Block block) {
        Node start = nodes.get(block.start());
        return !"any".equals(start.step.parameters().get("join"))
                && !"custom".equals(start.step.parameters().get("join"))
                && !"ignore".equals(start.step.parameters().get("onBranchError"));
    }

    /** The steps before {@code node} that may have run by then, in order: not those of parts that exclude its own. */
    List<Node> mayHaveRun(Node node) {
        Set<Section> around = around(Regions.entered(node));
        Set<Block> blocks = new HashSet<>();
        around.forEach(section -> blocks.add(section.block()));
        return nodes.subList(0, node.index).stream()
                .filter(target -> !target.disabled && !excludes(target, around, blocks))
                .toList();
    }

    private boolean excludes(Node target, Set<Section> around, Set<Block> blocks) {
        for (Section section = target.section;
                section != null && !around.contains(section);
                section = section.parent()) {
            Construct opener = nodes.get(section.opener()).construct;
            if (opener != null && opener.excludesOtherParts() && blocks.contains(section.block())) {
                return true;
            }
        }
        return false;
    }

    /** A section and those around it. */
    private static Set<Section> around(@Nullable Section innermost) {
        Set<Section> around = new HashSet<>();
        for (Section section = innermost; section != null; section = section.parent()) {
            around.add(section);
        }
        return around;
    }
}
