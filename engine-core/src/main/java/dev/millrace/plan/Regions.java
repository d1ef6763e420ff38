package dev.millrace.plan;

import dev.millrace.module.BlockRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a plan that can only be entered through their block's start: bodies of loops, parts of a try, branches.
 * Answers whether a jump may lead from one step to another, while executions run.
 */
final class Regions {
    private static final int TOP = -1;

    private final int[] regionOfStep;
    private final int[] parents;

    private Regions(int[] regionOfStep, int[] parents) {
        this.regionOfStep = regionOfStep;
        this.parents = parents;
    }

    static boolean isRegion(Node start) {
        return start.construct != null
                && (start.construct.isLoopStart() || start.is(Construct.TRY) || start.is(Construct.PARALLEL));
    }

    static Regions of(List<Node> nodes) {
        Map<Section, Integer> known = new HashMap<>();
        List<Integer> parents = new ArrayList<>();
        int[] regionOfStep = new int[nodes.size()];
        for (Node node : nodes) {
            regionOfStep[node.index] = region(nodes, entered(node), known, parents);
        }
        int[] parentOfRegion = new int[parents.size()];
        for (int region = 0; region < parentOfRegion.length; region++) {
            parentOfRegion[region] = parents.get(region);
        }
        return new Regions(regionOfStep, parentOfRegion);
    }

    /** The section that a jump to this step enters: the middle of a block opens the section behind it. */
    static @Nullable Section entered(Node node) {
        Block block = node.block;
        return block != null && node.role().position() == BlockRole.Position.MIDDLE
                ? new Section(block, node.index)
                : node.section;
    }

    private static int region(
            List<Node> nodes, @Nullable Section section, Map<Section, Integer> known, List<Integer> parents) {
        Section nearest = section;
        while (nearest != null && !isRegion(nodes.get(nearest.block().start()))) {
            nearest = nearest.parent();
        }
        if (nearest == null) {
            return TOP;
        }
        Integer found = known.get(nearest);
        if (found != null) {
            return found;
        }
        int parent = region(nodes, nearest.parent(), known, parents);
        known.put(nearest, parents.size());
        parents.add(parent);
        return parents.size() - 1;
    }

    /** True if the step stands in no region. */
    boolean isOutside(int step) {
        return regionOfStep[step] == TOP;
    }

    /** True if {@code target} stands in no region that {@code from} does not stand in too. */
    boolean mayJump(int from, int target) {
        int wanted = regionOfStep[target];
        for (int region = regionOfStep[from]; region != TOP; region = parents[region]) {
            if (region == wanted) {
                return true;
            }
        }
        return wanted == TOP;
    }
}
