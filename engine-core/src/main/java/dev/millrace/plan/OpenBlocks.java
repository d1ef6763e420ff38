package dev.millrace.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocks around one step, counted by kind, so that no question walks through all of them. */
final class OpenBlocks {
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();

    void push(Block block) {
        blocks.push(block);
        counts.merge(block.pairing(), 1, Integer::sum);
    }

    Block pop() {
        Block block = blocks.pop();
        counts.merge(block.pairing(), -1, Integer::sum);
        return block;
    }

    /** The innermost block; null at the top. */
    @Nullable
    Block innermost() {
        return blocks.peek();
    }

    boolean isInnermost(String pairing) {
        Block block = blocks.peek();
        return block != null && block.pairing().equals(pairing);
    }

    int depth() {
        return blocks.size();
    }

    int count(String pairing) {
        return counts.getOrDefault(pairing, 0);
    }

    /** All of them, the innermost first. */
    Iterable<Block> all() {
        return blocks;
    }
}
