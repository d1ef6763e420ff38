package dev.millrace.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block while it is paired: its start, its middles in order, its end. Index −1 stands for an end that is missing. */
final class Block {
    private final int start;
    private final String pairing;
    private final @Nullable Section section;
    private final int depth;
    private final List<Integer> middles = new ArrayList<>(2);
    private int end = -1;

    Block(int start, String pairing, @Nullable Section section) {
        this.start = start;
        this.pairing = pairing;
        this.section = section;
        this.depth = section == null ? 1 : section.block().depth + 1;
    }

    int start() {
        return start;
    }

    String pairing() {
        return pairing;
    }

    /** The section the whole block stands in; null at the top. */
    @Nullable
    Section section() {
        return section;
    }

    /** 1 for a block at the top. */
    int depth() {
        return depth;
    }

    List<Integer> middles() {
        return middles;
    }

    int end() {
        return end;
    }

    void close(int index) {
        end = index;
    }

    boolean isClosed() {
        return end >= 0;
    }

    /** The first middle or end behind the given part. */
    int partAfter(int index) {
        for (int middle : middles) {
            if (middle > index) {
                return middle;
            }
        }
        return end;
    }
}
