package dev.millrace.execution;

import dev.millrace.plan.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block that an execution stands in and that has state. Frames are a stack, linked from the innermost outwards. */
abstract sealed class Frame {
    final @Nullable Frame outer;
    private final int start;
    private final int end;

    private Frame(@Nullable Frame outer, int start, int end) {
        this.outer = outer;
        this.start = start;
        this.end = end;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The round of a loop; null for a block without rounds. */
    @Nullable
    RoundOutputs round() {
        return null;
    }

    /** True if a step at {@code target} is inside the block; its start is not, its end is. */
    final boolean contains(int target) {
        return start < target && target <= end;
    }

    /** A count loop in a round. */
    static final class Loop extends Frame {
        final long total;
        final RoundOutputs round;

        Loop(@Nullable Frame outer, int start, int end, long total, RoundOutputs round) {
            super(outer, start, end);
            this.total = total;
            this.round = round;
        }

        @Override
        RoundOutputs round() {
            return round;
        }
    }

    /** A for_each in a round. */
    static final class ForEach extends Frame {
        final List<?> items;
        final RoundOutputs round;

        ForEach(@Nullable Frame outer, int start, int end, List<?> items, RoundOutputs round) {
            super(outer, start, end);
            this.items = items;
            this.round = round;
        }

        @Override
        RoundOutputs round() {
            return round;
        }
    }

    /** A try in one of its parts. */
    static final class Try extends Frame {
        /** Which part runs. */
        enum Part {
            BODY,
            CATCH,
            FINALLY
        }

        final int catchStep;
        final int finallyStep;
        Part part = Part.BODY;
        /** What goes on behind the finally; null for the next step. */
        @Nullable
        Pending pending;

        Try(@Nullable Frame outer, int start, int end, int catchStep, int finallyStep) {
            super(outer, start, end);
            this.catchStep = catchStep;
            this.finallyStep = finallyStep;
        }

        static Try of(@Nullable Frame outer, Op.TryStart op) {
            return new Try(outer, op.source.index(), op.end, op.catchStep, op.finallyStep);
        }

        boolean hasFinallyToRun() {
            return finallyStep >= 0 && part != Part.FINALLY;
        }
    }
}
