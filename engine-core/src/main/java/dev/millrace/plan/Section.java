package dev.millrace.plan;

import org.jspecify.annotations.Nullable;

/**
 * A run of steps inside a block: the body of a loop, one part of an if, one branch.
 *
 * @param block the block it belongs to
 * @param opener index of the step that opens it
 */
record Section(Block block, int opener) {
    /** The section the block stands in; null at the top. */
    @Nullable
    Section parent() {
        return block.section();
    }
}
