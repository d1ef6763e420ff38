package dev.millrace.execution;

import dev.millrace.module.StepError;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.plan.StepSource;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import dev.millrace.value.TextForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that an execution stands in, and the steps that enter, repeat and leave them.
 *
 * <p>One method changes the course out of blocks, {@link #leaveTo}: it leaves every block that does not contain the
 * target, and lets each finally on the way run first.
 */
abstract class BlockSteps extends VariableSteps {
    private @Nullable Frame frames;
    /** Jumps taken and rounds of while, so that a step that is reached again is told from one that is repeated. */
    private int turns;
    /** The stop or return it has come to. */
    private Pending.@Nullable End ending;

    BlockSteps(Plan plan, StepRange range) {
        super(plan, range);
    }

    BlockSteps(Memory parent, StepRange range) {
        super(parent, range);
    }

    // ---------------------------------------------------------------- leaving blocks

    /** Leaves every block that does not contain the target; a finally on the way runs first. */
    int leaveTo(int target) {
        for (Frame frame = frames; frame != null && !frame.contains(target); frame = frame.outer) {
            if (frame instanceof Frame.Try attempted && attempted.hasFinallyToRun()) {
                frames = frame;
                attempted.pending = new Pending.GoTo(target);
                return attempted.finallyStep;
            }
            frames = frame.outer;
        }
        return target;
    }

    /** Leaves all blocks to end the execution; a finally on the way runs first. */
    final int leaveAll(Pending.End end) {
        for (Frame frame = frames; frame != null; frame = frame.outer) {
            if (frame instanceof Frame.Try attempted && attempted.hasFinallyToRun()) {
                frames = frame;
                attempted.pending = end;
                return attempted.finallyStep;
            }
        }
        frames = null;
        ending = end;
        return ENDED;
    }

    /** Finds the nearest handler of a failure; the step it goes on at, or {@link #UNHANDLED}. */
    final int unwind(Failure current) {
        for (Frame frame = frames; frame != null; frame = frame.outer) {
            frames = frame;
            if (frame instanceof Frame.Try attempted) {
                if (attempted.part == Frame.Try.Part.BODY && attempted.catchStep >= 0) {
                    attempted.part = Frame.Try.Part.CATCH;
                    store(plan.ops()[attempted.catchStep].slot, CaughtOutputs.of(current));
                    return attempted.catchStep + 1;
                }
                if (attempted.hasFinallyToRun()) {
                    attempted.pending = new Pending.Fail(current);
                    return attempted.finallyStep;
                }
            }
        }
        frames = null;
        fail(current);
        return UNHANDLED;
    }

    @Override
    public int branch(Op.Branch op) {
        boolean holds = op.condition.test(this);
        store(op.slot, holds ? ConditionOutputs.TRUE : ConditionOutputs.FALSE);
        return holds ? op.next : op.otherwise;
    }

    @Override
    public int enterElse(Op.Else op) {
        for (int slot : op.conditions) {
            Map<String, @Nullable Object> condition = outputs(slot);
            if (condition != null && Boolean.TRUE.equals(condition.get("result"))) {
                return op.end;
            }
        }
        return op.next;
    }

    @Override
    public int enterLoop(Op.LoopStart op) {
        Object count = op.count.evaluate(this);
        long total = LoopCount.of(count);
        if (total <= 0) {
            return fail(op.source, LoopCount.error(count));
        }
        RoundOutputs round = RoundOutputs.ofLoop(total);
        frames = new Frame.Loop(frames, op.source.index(), op.end, total, round);
        keep(op.slot, round);
        return op.next;
    }

    @Override
    public int repeatLoop(Op.LoopEnd op) {
        if (!(frames instanceof Frame.Loop loop) || loop.start() != op.start) {
            return fail(op.source, notInBlock(op.source));
        }
        if (loop.round.round() < loop.total) {
            loop.round.nextRound();
            return op.body;
        }
        frames = loop.outer;
        return op.next;
    }

    @Override
    public int enterForEach(Op.ForEachStart op) {
        List<?> items = ForEachItems.of(op.items.evaluate(this));
        if (items.isEmpty()) {
            return op.after;
        }
        RoundOutputs round = RoundOutputs.ofForEach(items.get(0), 1);
        frames = new Frame.ForEach(frames, op.source.index(), op.end, items, round);
        keep(op.slot, round);
        return op.next;
    }

    @Override
    public int repeatForEach(Op.ForEachEnd op) {
        if (!(frames instanceof Frame.ForEach loop) || loop.start() != op.start) {
            return fail(op.source, notInBlock(op.source));
        }
        int done = (int) loop.round.round();
        if (done < loop.items.size()) {
            loop.round.nextRound(loop.items.get(done));
            return op.body;
        }
        frames = loop.outer;
        return op.next;
    }

    private static StepError notInBlock(StepSource source) {
        return new StepError("Broken block", source.moduleId() + " was reached without passing the start of its block");
    }

    @Override
    public int enterWhile(Op.WhileStart op) {
        boolean holds = op.condition.test(this);
        if (!holds) {
            return op.after;
        }
        turns++;
        store(op.slot, ConditionOutputs.TRUE);
        return op.next;
    }

    @Override
    public int leaveTo(Op.Leave op) {
        return frames == null ? op.target : leaveTo(op.target);
    }

    @Override
    public int jump(Op.Jump op) {
        Object written = op.target.evaluate(this);
        Number number = written == null ? null : NumberForm.of(written);
        double position = number == null ? Double.NaN : number.doubleValue();
        if (!(position >= 1 && position <= plan.size() && position == Math.rint(position))) {
            return fail(
                    op.source,
                    new StepError(
                            "Invalid jump",
                            "the target must be a whole number from 1 to " + plan.size() + ", but was "
                                    + Excerpt.quoted(written)));
        }
        int target = (int) position - 1;
        if (target < range.begin() || target >= range.end()) {
            return fail(op.source, new StepError("Invalid jump", "a jump must stay in its branch"));
        }
        if (!plan.mayJump(op.source.index(), target)) {
            return fail(
                    op.source,
                    new StepError(
                            "Invalid jump",
                            "step " + (target + 1)
                                    + " is inside a loop, try or branch; jump to the start of the block"));
        }
        turns++;
        return leaveTo(target);
    }

    @Override
    public int stop(Op.Stop op) {
        return leaveAll(new Pending.End(false, null));
    }

    @Override
    public int returnValue(Op.Return op) {
        return leaveAll(new Pending.End(true, op.value.evaluate(this)));
    }

    @Override
    public int enterTry(Op.TryStart op) {
        frames = Frame.Try.of(frames, op);
        return op.next;
    }

    @Override
    public int endTryBody(Op.Catch op) {
        return op.afterBody;
    }

    @Override
    public int enterFinally(Op.Finally op) {
        if (!(frames instanceof Frame.Try attempted)) {
            return fail(op.source, notInBlock(op.source));
        }
        attempted.part = Frame.Try.Part.FINALLY;
        return op.next;
    }

    @Override
    public int endTry(Op.TryEnd op) {
        if (!(frames instanceof Frame.Try attempted)) {
            return fail(op.source, notInBlock(op.source));
        }
        frames = attempted.outer;
        Pending pending = attempted.pending;
        if (pending == null) {
            return op.next;
        }
        if (pending instanceof Pending.GoTo goTo) {
            return leaveTo(goTo.target());
        }
        if (pending instanceof Pending.End end) {
            return leaveAll(end);
        }
        return unwind(((Pending.Fail) pending).failure());
    }

    @Override
    public int raise(Op.Throw op) {
        String name = TextForm.of(op.name.evaluate(this));
        Number code = NumberForm.of(op.code.evaluate(this));
        return fail(
                op.source,
                new StepError(
                        name.isBlank() ? "error" : name,
                        TextForm.of(op.content.evaluate(this)),
                        code == null ? 0 : code.intValue()));
    }

    /** The stop or return by which it has ended; null if it ended otherwise. */
    final Pending.@Nullable End ending() {
        return ending;
    }

    public @Nullable Object returned() {
        return ending == null ? null : ending.value();
    }

    /** The rounds of the loops around the current step, outermost first, and the turns it has taken. */
    final String rounds() {
        String path = turns == 0 ? "" : "~" + turns + "/";
        for (Frame frame = frames; frame != null; frame = frame.outer) {
            RoundOutputs round = frame.round();
            if (round != null) {
                path = plan.ops()[frame.start()].source.id() + "#" + round.round() + "/" + path;
            }
        }
        return path;
    }

    // ---------------------------------------------------------------- snapshots

    @Override
    State state(Baseline known) {
        List<State> blocks = new ArrayList<>();
        for (Frame frame = frames; frame != null; frame = frame.outer) {
            blocks.add(0, known.hasFrame(frame) ? frame.progress() : frame.state());
        }
        Pending.End end = ending;
        return super.state(known)
                .putAll("blocks", blocks)
                .put("turns", turns)
                .put("ending", end == null ? null : end.state());
    }

    @Override
    Baseline baseline() {
        return super.baseline().with(frames);
    }

    @Override
    void forget() {
        super.forget();
        frames = null;
        ending = null;
    }

    @Override
    void restore(State state) {
        super.restore(state);
        turns = state.index("turns");
        for (State block : state.parts("blocks")) {
            Frame frame = Frame.of(block, frames);
            frames = frame;
            RoundOutputs round = frame.round();
            if (round != null) {
                keep(plan.ops()[frame.start()].slot, round);
            }
        }
        ending = state.has("ending") ? Pending.End.of(state.part("ending")) : null;
    }
}
