package dev.millrace.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A block while it is paired: its start, its middles in order, its end. Index −1 stands for an end that is missing. */
final class Block {
    private final int start;
    private final String pairing;
    private final @Nullable Section section;
    private final List<Integer> middles = new ArrayList<>(2);
    private final Set<Construct> kinds = EnumSet.noneOf(Construct.class);
    private int end = -1;

    Block(int start, String pairing, @Nullable Section section) {
        this.start = start;
        this.pairing = pairing;
        this.section = section;
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

    /** Ascending. */
    List<Integer> middles() {
        return middles;
    }

    void add(Node middle) {
        middles.add(middle.index);
        if (middle.construct != null) {
            kinds.add(middle.construct);
        }
    }

    boolean hasMiddle(Construct construct) {
        return kinds.contains(construct);
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
        int found = Collections.binarySearch(middles, index);
        int next = found >= 0 ? found + 1 : -found - 1;
        return next < middles.size() ? middles.get(next) : end;
    }
}
