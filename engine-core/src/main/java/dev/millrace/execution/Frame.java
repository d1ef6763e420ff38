package dev.millrace.execution;

import dev.millrace.plan.Op;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** What a snapshot keeps of it, without the blocks around it. */
    State state() {
        return new State().put("start", start).put("end", end);
    }

    /** What may have changed of it since it was entered, and where it stands. */
    State progress() {
        return state();
    }

    /** True if this is what {@link #progress} gave of a for_each, whose items were written before. */
    static boolean isProgressOfForEach(Map<String, @Nullable Object> state) {
        return state.containsKey("round") && !state.containsKey("total") && !state.containsKey("items");
    }

    /** The frame in a snapshot, inside the given one. */
    static Frame of(State state, @Nullable Frame outer) {
        int start = state.index("start");
        int end = state.index("end");
        if (state.has("total")) {
            RoundOutputs round = RoundOutputs.ofLoop(state.number("total", 1));
            round.setRound(state.number("round", 1));
            return new Loop(outer, start, end, state.number("total", 1), round);
        }
        if (state.has("items")) {
            List<?> items = (List<?>) Objects.requireNonNull(state.value("items"));
            long round = state.number("round", 1);
            return new ForEach(outer, start, end, items, RoundOutputs.ofForEach(items.get((int) round - 1), round));
        }
        Try attempted = new Try(outer, start, end, state.index("catch"), state.index("finally"));
        attempted.part = Try.Part.valueOf(state.text("part"));
        attempted.pending = Pending.of(state, "pending");
        return attempted;
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

        @Override
        State state() {
            return super.state().put("total", total).put("round", round.round());
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

        @Override
        State state() {
            return progress().putValue("items", items);
        }

        @Override
        State progress() {
            return super.state().put("round", round.round());
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

        @Override
        State state() {
            Pending course = pending;
            return super.state()
                    .put("catch", catchStep)
                    .put("finally", finallyStep)
                    .put("part", part.name())
                    .put("pending", course == null ? null : course.state());
        }

        boolean hasFinallyToRun() {
            return finallyStep >= 0 && part != Part.FINALLY;
        }
    }
}
