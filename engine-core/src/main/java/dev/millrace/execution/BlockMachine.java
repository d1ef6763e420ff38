package dev.millrace.execution;

import dev.millrace.module.StepError;
import dev.millrace.plan.Machine;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.plan.StepSource;
import dev.millrace.template.Scope;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import dev.millrace.value.TextForm;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands and what it holds: program counter, outputs, variables, and the blocks around it; and what the
 * steps do that need no more than that. Touched by the owner only.
 *
 * <p>One method changes the course out of blocks, {@link #leaveTo}: it leaves every block that does not contain the
 * target, and lets each finally on the way run first.
 */
abstract class BlockMachine extends Mailbox implements Machine, Scope {
    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type cannot be made otherwise
    private static final @Nullable Map<String, @Nullable Object>[] NO_OUTPUTS = new Map[0];

    final Plan plan;
    final StepRange range;
    int pc;
    final Variables variables;

    private @Nullable Map<String, @Nullable Object>[] outputs;
    /** The slots of outputs that a branch wrote; null outside branches. */
    private final @Nullable BitSet written;

    private @Nullable Frame frames;
    private @Nullable Object output;
    private boolean outputSet;
    private @Nullable Object returnValue;
    private Pending.@Nullable End endsParent;
    private @Nullable Failure failure;

    BlockMachine(Plan plan, StepRange range, @Nullable Map<String, @Nullable Object>[] outputs, Variables variables) {
        this.plan = plan;
        this.range = range;
        this.pc = range.begin();
        this.outputs = outputs;
        this.variables = variables;
        this.written = variables.isOfBranch() ? new BitSet(outputs.length) : null;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // as above
    static @Nullable Map<String, @Nullable Object>[] noOutputs(Plan plan) {
        int slots = plan.outputSlots().size();
        return slots == 0 ? NO_OUTPUTS : new Map[slots];
    }

    /** True for a branch or round of another execution of the same plan. */
    abstract boolean isBranch();

    /** The operation at the program counter. */
    final Op currentOp() {
        return plan.ops()[pc];
    }

    // ---------------------------------------------------------------- failures

    int fail(StepSource source, StepError error) {
        return fail(source, error, Map.of());
    }

    int fail(StepSource source, StepError error, Map<String, @Nullable Object> partialOutputs) {
        return fail(new Failure(error, source.id(), source.index(), partialOutputs));
    }

    int fail(Failure cause) {
        failure = cause;
        return FAILED;
    }

    final Failure currentFailure() {
        if (failure == null) {
            throw new IllegalStateException("no failure at step " + pc);
        }
        return failure;
    }

    @Override
    public int unavailable(Op.Unavailable op) {
        return fail(op.source, new StepError("Module not available", op.message));
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
    final int leaveAll(Pending.End ending) {
        for (Frame frame = frames; frame != null; frame = frame.outer) {
            if (frame instanceof Frame.Try attempted && attempted.hasFinallyToRun()) {
                frames = frame;
                attempted.pending = ending;
                return attempted.finallyStep;
            }
        }
        frames = null;
        returnValue = ending.value();
        endsParent = isBranch() ? ending : null;
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
        failure = current;
        return UNHANDLED;
    }

    @Override
    public int branch(Op.Branch op) {
        boolean holds = op.condition.test(this);
        keep(op.slot, holds ? ConditionOutputs.TRUE : ConditionOutputs.FALSE);
        return holds ? op.next : op.otherwise;
    }

    @Override
    public int enterElse(Op.Else op) {
        for (int slot : op.conditions) {
            Map<String, @Nullable Object> condition = outputs[slot];
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
        keep(op.slot, ConditionOutputs.TRUE);
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
        if (pending instanceof Pending.End ending) {
            return leaveAll(ending);
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

    @Override
    public int output(Op.SetOutput op) {
        Object value = op.value.evaluate(this);
        setOutput(op.asText ? value : OutputText.read(value));
        return op.next;
    }

    // ---------------------------------------------------------------- variables

    @Override
    public int createVariable(Op.CreateVariable op) {
        Object value = VariableConversion.to(op.type, op.value.evaluate(this));
        if (op.variable >= 0 && !variables.create(op.variable, op.source.index(), value)) {
            return fail(
                    op.source,
                    new StepError(
                            "Variable exists",
                            "a variable named " + Excerpt.quoted(variables.name(op.variable))
                                    + " already exists; use set_variable to change it"));
        }
        keep(op.slot, Collections.singletonMap("variable", value));
        return op.next;
    }

    @Override
    public int getVariable(Op.GetVariable op) {
        Object value = op.value.evaluate(this);
        if (op.byName) {
            value = variables.get(TextForm.of(value).strip());
        }
        if (value == null) {
            return fail(
                    op.source,
                    new StepError(
                            "Variable not found",
                            Excerpt.quoted(op.source.step().parameters().get("source")) + " has no value"));
        }
        keep(op.slot, Collections.singletonMap("value", value));
        return op.next;
    }

    @Override
    public int setVariable(Op.SetVariable op) {
        Object value = op.value.evaluate(this);
        if (variables.get(op.variable) == null) {
            return fail(
                    op.source,
                    new StepError(
                            "Variable not found",
                            "there is no variable named " + Excerpt.quoted(variables.name(op.variable))
                                    + "; create it with create_variable, or give it as an input"));
        }
        variables.set(op.variable, value);
        return op.next;
    }

    // ---------------------------------------------------------------- state

    public void seed(int slot, Map<String, @Nullable Object> triggerOutputs) {
        if (slot >= 0) {
            outputs[slot] = triggerOutputs;
        }
    }

    Variables variables() {
        return variables;
    }

    @Nullable
    Map<String, @Nullable Object>[] outputs() {
        return outputs;
    }

    /** Takes over what a join has merged. */
    void take(@Nullable Map<String, @Nullable Object>[] mergedOutputs, BitSet changed) {
        outputs = mergedOutputs;
        if (written != null) {
            written.or(changed);
        }
    }

    /** Keeps the outputs of a step, if they have a place. */
    void store(int slot, Map<String, @Nullable Object> values) {
        if (slot >= 0) {
            keep(slot, values);
        }
    }

    private void keep(int slot, Map<String, @Nullable Object> values) {
        outputs[slot] = values;
        if (written != null) {
            written.set(slot);
        }
    }

    /** True if this branch wrote the outputs in this slot. */
    final boolean hasWritten(int slot) {
        return written != null && written.get(slot);
    }

    /** What an output step has set; a branch's is taken over by its join. */
    final void setOutput(@Nullable Object value) {
        output = value;
        outputSet = true;
    }

    final boolean hasSetOutput() {
        return outputSet;
    }

    Map<String, @Nullable Object> outputsOf(Op op) {
        Map<String, @Nullable Object> values = op.slot < 0 ? null : outputs[op.slot];
        if (values instanceof RoundOutputs round) {
            return round.copy();
        }
        return values == null ? Map.of() : values;
    }

    /** The stop or return by which this branch has ended; null if it ended otherwise. */
    Pending.@Nullable End endsParent() {
        return endsParent;
    }

    public @Nullable Object output() {
        return output;
    }

    public @Nullable Object returned() {
        return returnValue;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    public Plan plan() {
        return plan;
    }

    StepRange range() {
        return range;
    }

    String branchName() {
        return range.name();
    }

    int pc() {
        return pc;
    }

    @Override
    public @Nullable Map<String, @Nullable Object> outputs(int slot) {
        return outputs[slot];
    }

    @Override
    public @Nullable Object variable(int slot) {
        return variables.get(slot);
    }

    @Override
    public boolean hasVariable(int slot) {
        return variables.exists(slot);
    }

    /**
     * What a snapshot keeps of it.
     *
     * @param base the outputs it began with; those that are the same still are left out
     */
    State state(@Nullable Map<String, @Nullable Object>[] base) {
        State changed = new State();
        for (int slot = 0; slot < outputs.length; slot++) {
            Map<String, @Nullable Object> own = outputs[slot];
            if (own != null && (own != base[slot] || hasWritten(slot))) {
                changed.putValue(plan.outputSlots().get(slot).stepId(), own);
            }
        }
        List<State> blocks = new ArrayList<>();
        for (Frame frame = frames; frame != null; frame = frame.outer) {
            blocks.add(0, frame.state());
        }
        Failure cause = failure;
        Pending.End ending = endsParent;
        return new State()
                .put("pc", pc)
                .put("outputs", changed)
                .put("variables", variables.state())
                .putAll("blocks", blocks)
                .putValue("output", output)
                .put("outputSet", outputSet)
                .putValue("returnValue", returnValue)
                .put("endsParent", ending == null ? null : ending.state())
                .put("failure", cause == null ? null : cause.state());
    }

    /** Drops what a snapshot holds, until it is restored. */
    final void forget() {
        outputs = NO_OUTPUTS;
        variables.forget();
        frames = null;
        output = null;
        returnValue = null;
    }

    /** Takes the place of what it holds. */
    void restore(State state) {
        outputs = outputs.length == 0 ? noOutputs(plan) : outputs;
        pc = state.index("pc");
        State changed = state.part("outputs");
        for (String stepId : changed.fields().keySet()) {
            keep(plan.outputSlot(stepId), changed.dictionary(stepId));
        }
        variables.restore(state.part("variables"));
        for (State block : state.parts("blocks")) {
            Frame frame = Frame.of(block, frames);
            frames = frame;
            RoundOutputs round = frame.round();
            if (round != null) {
                keep(plan.ops()[frame.start()].slot, round);
            }
        }
        output = state.value("output");
        outputSet = state.flag("outputSet");
        returnValue = state.value("returnValue");
        endsParent = state.has("endsParent") ? Pending.End.of(state.part("endsParent")) : null;
        failure = Failure.of(state, "failure");
    }

    /** The rounds of the loops around the current step, outermost first. */
    final String rounds() {
        String path = "";
        for (Frame frame = frames; frame != null; frame = frame.outer) {
            RoundOutputs round = frame.round();
            if (round != null) {
                path = plan.ops()[frame.start()].source.id() + "#" + round.round() + "/" + path;
            }
        }
        return path;
    }
}
