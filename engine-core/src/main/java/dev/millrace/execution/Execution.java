package dev.millrace.execution;

import dev.millrace.module.Effect;
import dev.millrace.module.LogLevel;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.module.StepError;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.plan.ErrorPolicy;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.plan.StepSource;
import dev.millrace.store.ExecutionSnapshot;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.Timers;
import dev.millrace.template.Evaluator;
import dev.millrace.template.Reference;
import dev.millrace.template.SystemValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan: a program counter, the outputs and variables, the blocks it stands in, and what it waits for.
 *
 * <p>Branches, rounds of a parallel for_each and sub-workflows are executions of their own with a parent. They run on
 * their parent's thread until something in them waits; from then on they are scheduled like any other, so nothing ever
 * holds a thread while it waits for others.
 */
public final class Execution extends BlockMachine {
    /** What most modules without outputs answer; told apart first, because it needs no more work. */
    private static final StepResult NOTHING = StepResult.done();

    private static final VarHandle ID;
    private static final VarHandle SIGNALS;
    private static final VarHandle COMPLETION;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ID = lookup.findVarHandle(Execution.class, "id", String.class);
            SIGNALS = lookup.findVarHandle(Execution.class, "signals", SignalBox.class);
            COMPLETION = lookup.findVarHandle(Execution.class, "completion", CompletableFuture.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What an owner may do next. */
    private enum Phase {
        RUNNABLE,
        /** Waits for a time, a signal, an answer or children. */
        WAITING,
        OVER
    }

    // what it is
    private final Environment environment;
    private final @Nullable Execution parent;
    private final @Nullable Recording recording;

    // its state, touched by the owner only
    private @Nullable Object triggerData;
    private String triggeredBy = "manual";
    private @Nullable Object @Nullable [] resolved;
    private int attempt;
    private long steps;
    private long stepStart;
    private long deadlineMillis = Long.MAX_VALUE;
    private long attemptDeadline = Long.MAX_VALUE;
    private Phase phase = Phase.RUNNABLE;
    private ExecutionStatus end = ExecutionStatus.RUNNING;
    private @Nullable ExecutionStatus stopping;
    private boolean paused;
    private @Nullable Wait wait;
    private int waitNumber;
    private Timers.@Nullable Timer waitTimer;
    private Timers.@Nullable Timer limitTimer;
    /** The current attempt, or the last one if that is over and its object can serve again. */
    private @Nullable ModuleStep call;
    /** True while the module has not answered. */
    private boolean inCall;
    /** True while its store alone holds its state. */
    private boolean forgotten;

    private @Nullable Children children;
    private @Nullable RunningExecutions runningAmong;
    private int runningPlace;
    private @Nullable Execution previousRunning;
    private @Nullable Execution nextRunning;

    // shared with other threads
    private volatile @Nullable String id;
    private volatile @Nullable SignalBox signals;
    private volatile @Nullable CompletableFuture<Execution> completion;
    /** True while it runs on its parent's stack; then its end is seen there, without a message. */
    private boolean onParentsStack;

    private Execution(
            Environment environment,
            Plan plan,
            @Nullable Execution parent,
            StepRange range,
            @Nullable Map<String, @Nullable Object>[] outputs,
            Variables variables) {
        super(plan, range, outputs, variables);
        this.environment = environment;
        this.parent = parent;
        this.recording = parent == null ? environment.recordings().begin(this) : parent.recording;
        this.stepStart = recording == null ? 0 : recording.startNanos();
    }

    /** A new execution that nobody has started; the calling thread owns it. */
    public static Execution of(Environment environment, Plan plan) {
        return new Execution(environment, plan, null, plan.whole(), noOutputs(plan), new Variables(plan));
    }

    /** A branch of this execution. */
    Execution branch(StepRange steps) {
        if (recording != null) {
            recording.share();
        }
        Execution branch =
                new Execution(environment, plan, this, steps, outputs().clone(), variables.forBranch());
        branch.triggerData = triggerData;
        branch.deadlineMillis = deadlineMillis;
        branch.steps = this.steps;
        return branch;
    }

    /** A sub-workflow called by this execution. */
    Execution subWorkflow(Plan called) {
        Execution child = new Execution(
                environment,
                called,
                this,
                called.whole().named(range.name()),
                noOutputs(called),
                new Variables(called));
        child.deadlineMillis = deadlineMillis;
        child.steps = steps;
        return child;
    }

    // ---------------------------------------------------------------- before it runs

    /** What started it, what that brought, and the named variables it begins with. */
    public void begin(String startedBy, @Nullable Object data, Map<String, @Nullable Object> inputs) {
        triggeredBy = startedBy;
        triggerData = data;
        if (!inputs.isEmpty()) {
            inputs.forEach(variables::set);
        }
    }

    /** Where it is counted as running, to be left at its end. */
    void runsInPlace(RunningExecutions among, int place) {
        runningAmong = among;
        runningPlace = place;
    }

    /** Its neighbours in the list of those that run; kept by the list, under its lock. */
    void neighbours(@Nullable Execution previous, @Nullable Execution next) {
        previousRunning = previous;
        nextRunning = next;
    }

    @Nullable
    Execution previousRunning() {
        return previousRunning;
    }

    @Nullable
    Execution nextRunning() {
        return nextRunning;
    }

    /** Ends the execution after this time, counted from now. */
    public void limitTime(long millis) {
        deadlineMillis = environment.clock().epochMillis() + millis;
        limitTimer = environment.timers().at(deadlineMillis, () -> post(new Message.TimeLimit()));
    }

    /** Runs a trigger's module and keeps its outputs; the error if it failed. */
    @Nullable
    StepError runTrigger(Op.ModuleCall trigger) {
        ModuleStep step = new ModuleStep(this, trigger, inputs(trigger), 1);
        StepResult result = ModuleInvocation.run(trigger.module, step);
        if (result instanceof StepResult.Done done) {
            seed(trigger.slot, PlainOutputs.of(done.outputs()));
            return null;
        }
        return result instanceof StepResult.Failed failed
                ? failed.error()
                : new StepError("Unexpected error", "a trigger must answer at once");
    }

    // ---------------------------------------------------------------- snapshots

    /**
     * Writes the execution down with all its branches and sub-workflows. Nothing of it may be running meanwhile: each is
     * waiting or handed to a worker that has not begun.
     */
    public ExecutionSnapshot snapshot() {
        return new ExecutionSnapshot(id(), plan.workflow().id(), plan.workflow().contentHash(), state().fields());
    }

    /** An execution as it was written down; {@link #revive} lets it go on. */
    public static Execution restored(Environment environment, ExecutionSnapshot snapshot) {
        Execution execution = of(environment, environment.directory().planByHash(snapshot.planHash()));
        execution.id = snapshot.executionId();
        execution.restore(State.of(snapshot.state()));
        environment.directory().named(execution, snapshot.executionId());
        return execution;
    }

    State state() {
        ExecutionStatus stop = stopping;
        Wait condition = wait;
        State own = super.state(parent == null || !isBranch() ? noOutputs(plan) : parent.outputs())
                .put("position", range.position())
                .put("triggeredBy", triggeredBy)
                .putValue("triggerData", triggerData)
                .put("attempt", attempt)
                .put("steps", steps)
                .put("deadline", deadlineMillis)
                .put("attemptDeadline", attemptDeadline)
                .put("phase", phase.name())
                .put("end", end.name())
                .put("stopping", stop == null ? null : stop.name())
                .put("paused", paused)
                .put("inCall", inCall)
                .put("wait", condition == null ? null : condition.state())
                .put("children", children == null ? null : children.state());
        if (resolved != null) {
            own.putValue("resolved", Arrays.asList(resolved));
        }
        SignalBox box = signals;
        return box == null ? own : own.putAll("signals", box.state());
    }

    @Override
    void restore(State state) {
        super.restore(state);
        triggeredBy = state.text("triggeredBy");
        triggerData = state.value("triggerData");
        attempt = state.index("attempt");
        steps = state.number("steps", 0);
        deadlineMillis = state.number("deadline", Long.MAX_VALUE);
        attemptDeadline = state.number("attemptDeadline", Long.MAX_VALUE);
        phase = Phase.valueOf(state.text("phase"));
        end = ExecutionStatus.valueOf(state.text("end"));
        stopping = state.has("stopping") ? ExecutionStatus.valueOf(state.text("stopping")) : null;
        paused = state.flag("paused");
        inCall = state.flag("inCall");
        wait = Wait.of(state, "wait");
        if (state.has("resolved")) {
            resolved = ((List<?>) Objects.requireNonNull(state.fields().get("resolved")))
                    .stream().map(SnapshotValue::decode).toArray();
        }
        for (State signal : state.parts("signals")) {
            signals().put(signal.text("name"), signal.value("payload"));
        }
        if (state.has("children")) {
            children = Children.of(state.part("children"), this, currentOp());
        }
    }

    /** True if nothing more will happen, even if nobody has been told yet. */
    boolean hasFinished() {
        return phase == Phase.OVER;
    }

    /** Lets a restored execution go on: sets its timers, and hands it to a worker if it can run. */
    public void revive() {
        if (parent == null && deadlineMillis != Long.MAX_VALUE) {
            limitTimer = environment.timers().at(deadlineMillis, () -> post(new Message.TimeLimit()));
        }
        Wait condition = wait;
        if (inCall) {
            inCall = false;
            reviveCall();
        } else if (phase == Phase.WAITING && condition != null) {
            rest();
            setWaitTimer(condition);
            if (condition.signal() != null) {
                post(new Message.Signalled(condition.signal(), null));
            }
        } else if (phase == Phase.WAITING && children != null) {
            setAttemptTimer();
            rest();
            children.revive();
            if (stopping != null) {
                children.cancelRunning();
            }
        } else {
            workers().execute(this);
        }
    }

    /** What was under way when the snapshot was taken is done again where that is harmless, else its outcome is unknown. */
    private void reviveCall() {
        Op op = currentOp();
        phase = Phase.RUNNABLE;
        if (op.source.effect() == Effect.ONCE) {
            StepError unknown = new StepError(
                    "Outcome unknown", "the engine stopped while the step was under way; it is not done twice");
            landed(op, fail(op.source, unknown));
        }
        workers().execute(this);
    }

    // ---------------------------------------------------------------- ownership

    /** Runs on the calling thread, which owns the execution, until it ends or waits. */
    public void runHere() {
        if (recording != null) {
            recording.executionStarted();
        }
        drive(true);
    }

    /** Hands the execution, which the calling thread owns, to a worker. */
    public void runOnWorker() {
        if (recording != null) {
            recording.executionStarted();
        }
        workers().execute(this);
    }

    /** Runs a child on its parent's thread; true if it has ended and its parent is to take the result from it. */
    boolean runOnParentsStack() {
        onParentsStack = true;
        drive(false);
        return onParentsStack;
    }

    @Override
    Executor workers() {
        return environment.workers();
    }

    @Override
    void leavesStack() {
        onParentsStack = false;
        if (environment.executions() != null && waitsAlone()) {
            environment.executions().save(snapshot());
            forget();
            forgotten = true;
        }
    }

    /** True if all there is of it waits here, so that its store can keep it. */
    private boolean waitsAlone() {
        return parent == null && children == null && wait != null && phase == Phase.WAITING;
    }

    @Override
    void beforeTurn() {
        if (forgotten) {
            forgotten = false;
            restore(State.of(stored().state()));
        }
    }

    private ExecutionSnapshot stored() {
        ExecutionStore store = Objects.requireNonNull(environment.executions());
        return store.find(id())
                .orElseThrow(() -> new IllegalStateException("execution " + id() + " is gone from its store"));
    }

    @Override
    Turn turn() {
        if (phase == Phase.RUNNABLE && !paused) {
            advance();
        }
        if (phase == Phase.OVER) {
            return Turn.END;
        }
        return phase == Phase.RUNNABLE && !paused ? Turn.YIELD : Turn.REST;
    }

    @Override
    boolean isKnown() {
        return parent != null || id != null || completion != null;
    }

    @Override
    void beforeEnd() {
        stopTimers();
        if (limitTimer != null) {
            limitTimer.cancel();
        }
        if (recording != null && parent == null) {
            recording.executionEnded(this);
        }
    }

    @Override
    void afterEnd() {
        if (parent != null) {
            if (!onParentsStack) {
                parent.postAndRun(new Message.ChildEnded(this));
            }
            return;
        }
        if (runningAmong != null) {
            runningAmong.remove(this, runningPlace);
        }
        String known = id;
        if (known != null) {
            if (environment.executions() != null) {
                environment.executions().remove(known);
            }
            environment.directory().ended(this);
        }
        CompletableFuture<Execution> waiting = completion;
        if (waiting != null) {
            waiting.complete(this);
        }
    }

    @Override
    void handleLate(Message message) {
        if (message instanceof Message.Look look) {
            look.answer.complete(currentView());
        }
    }

    // ---------------------------------------------------------------- the loop

    /** Runs steps until one waits, the slice is over, or a message has come. */
    private void advance() {
        Op[] ops = recording == null ? plan.unrecordedOps() : plan.ops();
        int last = range.end();
        long allowed = environment.limits().maxSteps() - steps;
        int slice = (int) Math.min(environment.limits().sliceSteps(), Math.max(0, allowed));
        int left = slice;
        Execution root = root();
        boolean alone = parent == null;
        while (!hasMessages() && (alone || !root.hasMessages()) && left > 0) {
            int index = pc;
            if (index >= last) {
                finish(ExecutionStatus.COMPLETED);
                break;
            }
            left--;
            Op op = ops[index];
            if (recording != null) {
                recording.stepStarted(this, op);
            }
            int next = carryOut(op);
            if (next < 0) {
                landed(op, next);
                if (phase != Phase.RUNNABLE) {
                    break;
                }
            } else {
                if (recording != null) {
                    recording.stepCompleted(this, op);
                }
                if (attempt != 0 || resolved != null) {
                    goOnAt(next);
                } else {
                    pc = next;
                }
            }
        }
        steps += slice - left;
        if (steps >= environment.limits().maxSteps() && phase == Phase.RUNNABLE && pc < last) {
            tooManySteps();
        }
    }

    private int carryOut(Op op) {
        try {
            return op.on(this);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return fail(op.source, ModuleInvocation.errorOf(e));
        }
    }

    private void tooManySteps() {
        StepSource source = plan.ops()[Math.min(pc, plan.size() - 1)].source;
        fail(
                source,
                new StepError(
                        "Too many steps",
                        "the execution has run " + environment.limits().maxSteps()
                                + " steps, and may run no more; look for an endless loop"));
        finish(ExecutionStatus.FAILED);
    }

    /** What follows when an operation gave anything but the next step, or a waiting one has ended. */
    private void landed(Op op, int next) {
        if (next >= 0) {
            if (recording != null) {
                recording.stepCompleted(this, op);
            }
            goOnAt(next);
        } else if (next == FAILED) {
            failed(op);
        } else if (next == ENDED) {
            if (recording != null) {
                recording.stepCompleted(this, op);
            }
            finish(ExecutionStatus.COMPLETED);
        } else if (next == UNHANDLED) {
            finish(ExecutionStatus.FAILED);
        } else {
            phase = Phase.WAITING;
        }
    }

    private void goOnAt(int next) {
        attempt = 0;
        resolved = null;
        pc = next;
        phase = Phase.RUNNABLE;
    }

    private void failed(Op op) {
        Failure current = currentFailure();
        attempt++;
        if (recording != null) {
            recording.stepFailed(this, op, current.error());
        }
        ErrorPolicy policy = op.source.policy();
        if (attempt <= policy.retries()) {
            retry(op, policy, current);
        } else if (policy.action() == ErrorPolicy.Action.SKIP) {
            skip(op, current);
        } else {
            handle(current);
        }
    }

    private void retry(Op op, ErrorPolicy policy, Failure current) {
        stopTimers();
        long millis = policy.waitAfter(attempt, environment.random());
        if (recording != null) {
            recording.stepRetried(this, op, current.error(), millis);
        }
        long now = environment.clock().epochMillis();
        waitFor(new Wait(Wait.Kind.RETRY, now, now + millis, null));
    }

    private void skip(Op op, Failure current) {
        store(op.slot, SkippedOutputs.of(op.source, current));
        if (recording != null) {
            recording.stepSkipped(this, op, current.error());
        }
        goOnAt(op.source.afterBlock());
    }

    private void handle(Failure current) {
        int next = unwind(current);
        if (next == UNHANDLED) {
            finish(ExecutionStatus.FAILED);
        } else {
            goOnAt(next);
        }
    }

    private void finish(ExecutionStatus status) {
        end = status;
        phase = Phase.OVER;
        wait = null;
    }

    // ---------------------------------------------------------------- children

    @Override
    public int fork(Op.Fork op) {
        return start(new BranchChildren(this, op));
    }

    @Override
    public int forkForEach(Op.ForEachFork op) {
        List<?> items = ForEachItems.of(op.items.evaluate(this));
        return items.isEmpty() ? op.after : start(new RoundChildren(this, op, items));
    }

    @Override
    public int call(Op.Call op) {
        return WorkflowCall.begin(this, op);
    }

    int start(Children started) {
        children = started;
        limitAttempt(currentOp().source.policy());
        setAttemptTimer();
        return settled(started.proceed());
    }

    private int settled(int next) {
        if (next != PARKED) {
            children = null;
            stopTimers();
        }
        return next;
    }

    @Override
    public int stopOther(Op.StopOther op) {
        if (op.workflowId.isBlank()) {
            return fail(op.source, new StepError("Missing workflow", "workflow_id is empty; give the id to stop"));
        }
        environment.directory().cancelAll(op.workflowId);
        return op.next;
    }

    // ---------------------------------------------------------------- modules

    @Override
    public int module(Op.ModuleCall op) {
        ModuleStep step = newAttempt(op);
        return op.blocks ? runBlocking(op, step) : settle(op, step, ModuleInvocation.run(op.module, step));
    }

    private ModuleStep newAttempt(Op.ModuleCall op) {
        @Nullable Object[] values = inputs(op);
        ModuleStep last = call;
        if (last != null) {
            return last.reusedFor(op, values, attempt + 1);
        }
        ModuleStep step = new ModuleStep(this, op, values, attempt + 1);
        call = step;
        return step;
    }

    /** The resolved inputs; null where the operation's are constant. */
    private @Nullable Object @Nullable [] inputs(Op.ModuleCall op) {
        if (op.constants != null) {
            return null;
        }
        if (resolved != null) {
            return resolved;
        }
        @Nullable Evaluator[] values = op.values;
        @Nullable Object[] inputs = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Evaluator value = values[i];
            inputs[i] = value == null ? ResolvedInputs.ABSENT : value.evaluate(this);
        }
        if (op.source.policy().retries() > 0) {
            resolved = inputs;
        }
        return inputs;
    }

    /** Sets when the current attempt must end, where the step has a limit of its own. */
    private void limitAttempt(ErrorPolicy policy) {
        if (policy.timeoutMillis() > 0) {
            long end = environment.clock().epochMillis() + policy.timeoutMillis();
            attemptDeadline = end;
        }
    }

    private void setAttemptTimer() {
        if (attemptDeadline != Long.MAX_VALUE) {
            setTimer(attemptDeadline);
        }
    }

    /** When the current attempt must end; {@link Long#MAX_VALUE} if it need not. */
    long attemptDeadline() {
        return Math.min(deadlineMillis, attemptDeadline);
    }

    private int runBlocking(Op.ModuleCall op, ModuleStep step) {
        inCall = true;
        limitAttempt(op.source.policy());
        setAttemptTimer();
        try {
            environment.blocking().execute(() -> {
                step.runsOn(Thread.currentThread());
                StepResult result = ModuleInvocation.run(op.module, step);
                step.runsOn(null);
                // the interrupt of a cancelled step is not for whatever this thread does next
                Thread.interrupted();
                postAndRun(new Message.Answered(step, result));
            });
        } catch (RejectedExecutionException e) {
            noCall();
            return fail(
                    op.source,
                    new StepError(
                            "Overloaded",
                            "more than " + environment.limits().maxBlockingCalls()
                                    + " blocking calls are under way; try again later"));
        }
        return PARKED;
    }

    /** Turns what a module answered into the next step. */
    private int settle(Op op, ModuleStep step, @Nullable StepResult result) {
        if (result == NOTHING) {
            return op.next;
        }
        if (result instanceof StepResult.Done done) {
            if (!done.outputs().isEmpty()) {
                store(op.slot, PlainOutputs.of(done.outputs()));
            }
            return op.next;
        }
        if (result instanceof StepResult.Failed failed) {
            return fail(op.source, failed.error(), PlainOutputs.of(failed.partialOutputs()));
        }
        if (result instanceof StepResult.Waiting waiting) {
            call = null;
            resolved = step.op().constants == null ? step.values() : null;
            return park(op, step, waiting.until());
        }
        if (result instanceof StepResult.Later later) {
            call = step;
            inCall = true;
            limitAttempt(op.source.policy());
            setAttemptTimer();
            await(step, later.stage());
            return PARKED;
        }
        return fail(op.source, new StepError("Unexpected error", "the module gave no result"));
    }

    /** Gives the attempt up: its object stays with whoever still has it. */
    private void noCall() {
        call = null;
        inCall = false;
    }

    private void await(ModuleStep step, CompletionStage<? extends StepResult> stage) {
        step.cancellation().onCancel(() -> stage.toCompletableFuture().cancel(true));
        stage.whenComplete((result, thrown) -> {
            StepResult answer = thrown != null ? ModuleInvocation.failed(thrown) : result;
            post(new Message.Answered(
                    step,
                    answer == null || answer instanceof StepResult.Later
                            ? StepResult.failed("Unexpected error", "the module gave no result")
                            : answer));
        });
    }

    private int park(Op op, ModuleStep step, WakeCondition until) {
        long now = environment.clock().epochMillis();
        if (until instanceof WakeCondition.TimePasses time) {
            long millis = Math.max(0, time.time().toMillis());
            limitAttempt(op.source.policy());
            waitFor(new Wait(Wait.Kind.MODULE, now, saturatedSum(now, millis), null));
            return PARKED;
        }
        WakeCondition.Signal signal = (WakeCondition.Signal) until;
        SignalBox kept = root().signals;
        SignalBox.Signal early = kept == null ? null : kept.take(signal.name());
        if (early != null) {
            return resume(op, step, new WakeUp(WakeUp.Reason.SIGNAL, early.payload(), Duration.ZERO));
        }
        Duration limit = signal.limit();
        long end = limit == null ? Long.MAX_VALUE : saturatedSum(now, Math.max(0, limit.toMillis()));
        limitAttempt(op.source.policy());
        waitFor(new Wait(Wait.Kind.MODULE, now, end, signal.name()));
        return PARKED;
    }

    private static long saturatedSum(long now, long millis) {
        return millis > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + millis;
    }

    private int resume(Op op, ModuleStep step, WakeUp wakeUp) {
        return settle(op, step, ModuleInvocation.resume(((Op.ModuleCall) op).module, step, wakeUp));
    }

    // ---------------------------------------------------------------- waiting

    private void waitFor(Wait condition) {
        wait = condition;
        phase = Phase.WAITING;
        setWaitTimer(condition);
    }

    private void setWaitTimer(Wait condition) {
        long first = Math.min(condition.untilMillis(), attemptDeadline);
        if (first != Long.MAX_VALUE) {
            setTimer(first);
        }
    }

    private void setTimer(long epochMillis) {
        waitTimer = environment.timers().at(epochMillis, new Alarm(this, ++waitNumber));
    }

    /** Tells an execution that the time it waited for has come. */
    private record Alarm(Execution execution, int number) implements Runnable {
        @Override
        public void run() {
            execution.post(new Message.TimeIsUp(number));
        }
    }

    private void stopTimers() {
        waitNumber++;
        attemptDeadline = Long.MAX_VALUE;
        if (waitTimer != null) {
            waitTimer.cancel();
            waitTimer = null;
        }
    }

    private void wake(WakeUp.Reason reason, @Nullable Object payload) {
        Wait over = wait;
        if (over == null) {
            return;
        }
        stopTimers();
        wait = null;
        Op.ModuleCall op = (Op.ModuleCall) currentOp();
        Duration waited = Duration.ofMillis(Math.max(0, environment.clock().epochMillis() - over.sinceMillis()));
        ModuleStep step = new ModuleStep(this, op, inputs(op), attempt + 1);
        landed(op, resume(op, step, new WakeUp(reason, payload, waited)));
    }

    private void attemptTimedOut(ModuleStep late) {
        late.cancel();
        noCall();
        Op op = currentOp();
        landed(op, fail(timedOut(op.source)));
    }

    private static Failure timedOut(StepSource source) {
        StepError error = new StepError(
                "Timed out", "the step did not end within " + source.policy().timeoutMillis() + " ms");
        return new Failure(error, source.id(), source.index(), Map.of());
    }

    // ---------------------------------------------------------------- messages

    @Override
    void handle(Message message) {
        if (message instanceof Message.Look look) {
            look.answer.complete(currentView());
        } else if (phase == Phase.OVER) {
            return;
        } else if (message instanceof Message.TimeIsUp time) {
            timeIsUp(time);
        } else if (message instanceof Message.Answered answered) {
            answered(answered.call, answered.result);
        } else if (message instanceof Message.ChildEnded ended) {
            childEnded(ended.child);
        } else if (message instanceof Message.GoOn) {
            if (children != null) {
                goOnWithChildren(children.proceed());
            }
        } else if (message instanceof Message.Signalled signalled) {
            signalled(signalled);
        } else if (message instanceof Message.GraceIsOver grace) {
            graceIsOver(grace.call);
        } else if (message instanceof Message.Cancel) {
            stopNow(ExecutionStatus.CANCELLED);
        } else if (message instanceof Message.TimeLimit) {
            stopNow(ExecutionStatus.TIMEOUT);
        } else if (message instanceof Message.Pause) {
            pause(true);
        } else if (message instanceof Message.Resume) {
            pause(false);
        }
    }

    private void timeIsUp(Message.TimeIsUp time) {
        if (time.waitNumber != waitNumber) {
            return;
        }
        ModuleStep late = call;
        if (inCall && late != null) {
            attemptTimedOut(late);
            return;
        }
        if (children != null) {
            children.abort(timedOut(currentOp().source));
            goOnWithChildren(children.proceed());
            return;
        }
        Wait over = wait;
        if (over == null) {
            return;
        }
        if (over.kind() == Wait.Kind.RETRY) {
            wait = null;
            phase = Phase.RUNNABLE;
            return;
        }
        if (attemptDeadline < over.untilMillis()) {
            stopTimers();
            wait = null;
            landed(currentOp(), fail(timedOut(currentOp().source)));
            return;
        }
        wake(over.signal() == null ? WakeUp.Reason.TIME_PASSED : WakeUp.Reason.LIMIT_REACHED, null);
    }

    private void answered(ModuleStep answering, StepResult result) {
        if (answering != call || !inCall) {
            return;
        }
        stopTimers();
        noCall();
        if (stopping != null) {
            finish(stopping);
            return;
        }
        Op op = currentOp();
        int next;
        try {
            next = settle(op, answering, result);
        } catch (RuntimeException e) {
            next = fail(op.source, ModuleInvocation.errorOf(e));
        }
        landed(op, next);
    }

    private void childEnded(Execution child) {
        Children group = children;
        if (group == null) {
            return;
        }
        group.ended(child);
        goOnWithChildren(group.proceed());
    }

    private void goOnWithChildren(int outcome) {
        int next = settled(outcome);
        if (next == PARKED) {
            return;
        }
        if (stopping != null) {
            finish(stopping);
        } else {
            landed(currentOp(), next);
        }
    }

    private void signalled(Message.Signalled signal) {
        Wait current = wait;
        if (current != null && signal.name.equals(current.signal())) {
            SignalBox.Signal taken = signals().take(signal.name);
            if (taken != null) {
                wake(WakeUp.Reason.SIGNAL, taken.payload());
            }
        } else if (children != null) {
            children.forEachRunning(child -> child.post(new Message.Signalled(signal.name, signal.payload)));
        }
    }

    private void pause(boolean pauses) {
        paused = pauses;
        if (children != null) {
            children.forEachRunning(child -> child.post(pauses ? new Message.Pause() : new Message.Resume()));
        }
    }

    private void stopNow(ExecutionStatus status) {
        if (stopping != null) {
            return;
        }
        stopping = status;
        paused = false;
        if (children != null) {
            children.cancelRunning();
            if (children.isQuiet()) {
                finish(status);
            }
        } else if (inCall && call != null) {
            stopCall(call);
        } else {
            finish(status);
        }
    }

    private void stopCall(ModuleStep running) {
        running.cancel();
        long end =
                environment.clock().epochMillis() + environment.limits().grace().toMillis();
        waitNumber++;
        waitTimer = environment.timers().at(end, () -> post(new Message.GraceIsOver(running)));
    }

    private void graceIsOver(ModuleStep running) {
        if (running == call) {
            noCall();
            environment.directory().abandoned(this, running.op().source.moduleId());
            finish(stopping == null ? ExecutionStatus.CANCELLED : stopping);
        }
    }

    /** The execution that was started, of which this is a part or the whole. */
    private Execution root() {
        Execution top = this;
        for (Execution above = parent; above != null; above = above.parent) {
            top = above;
        }
        return top;
    }

    // ---------------------------------------------------------------- requests from outside

    /** Asks the execution to stop: no further step runs, waits and calls are given up. */
    public void cancel() {
        ModuleStep running = call;
        // first the message: what the call answers to its cancellation must find the execution stopping
        post(new Message.Cancel());
        if (running != null) {
            running.cancel();
        }
    }

    public void pause() {
        post(new Message.Pause());
    }

    public void resume() {
        post(new Message.Resume());
    }

    /** @return false if too many signals wait to be taken */
    public boolean signal(String name, @Nullable Object payload) {
        if (!signals().put(name, payload)) {
            return false;
        }
        post(new Message.Signalled(name, payload));
        return true;
    }

    /** The signals not taken yet; one box for an execution with all its branches and sub-workflows. */
    private SignalBox signals() {
        Execution root = root();
        SignalBox box = root.signals;
        if (box == null) {
            box = new SignalBox();
            if (!SIGNALS.compareAndSet(root, null, box)) {
                box = Objects.requireNonNull(root.signals);
            }
        }
        return box;
    }

    /** The execution as it stands, as soon as its owner comes to a border of two steps. */
    public CompletableFuture<ExecutionView> look() {
        Message.Look look = new Message.Look();
        post(look);
        return look.answer;
    }

    /** Completes with this execution when it is over. */
    public CompletableFuture<Execution> whenOver() {
        CompletableFuture<Execution> known = completion;
        if (known == null) {
            known = new CompletableFuture<>();
            if (!COMPLETION.compareAndSet(this, null, known)) {
                known = completion;
            }
        }
        if (isOver() && known != null) {
            known.complete(this);
        }
        return Objects.requireNonNull(known);
    }

    // ---------------------------------------------------------------- what it is like

    /** The id; made when somebody first asks. */
    public String id() {
        if (parent != null) {
            return root().id();
        }
        String known = id;
        if (known == null) {
            String made = environment.ids().get();
            if (ID.compareAndSet(this, null, made)) {
                environment.directory().named(this, made);
                return made;
            }
            known = id;
        }
        return Objects.requireNonNull(known);
    }

    Environment environment() {
        return environment;
    }

    @Nullable
    Execution parent() {
        return parent;
    }

    @Nullable
    Object triggerData() {
        return triggerData;
    }

    int attempt() {
        return attempt;
    }

    long steps() {
        return steps;
    }

    void countSteps(long more) {
        steps += more;
    }

    long stepStart() {
        return stepStart;
    }

    /** When the current step began; the next one begins now. */
    long stepStart(long now) {
        long start = stepStart;
        stepStart = now;
        return start;
    }

    @Nullable
    Recording recording() {
        return recording;
    }

    public ExecutionStatus end() {
        return end;
    }

    void log(@Nullable StepSource source, LogLevel level, String message, Map<String, ?> details) {
        if (recording != null) {
            recording.logged(this, source, level, message, details);
        }
    }

    /** The execution as its owner sees it; of one that is over, anybody. */
    public ExecutionView currentView() {
        return Views.of(this, recording);
    }

    ExecutionStatus status() {
        if (phase == Phase.OVER) {
            return end;
        }
        if (paused) {
            return ExecutionStatus.PAUSED;
        }
        return phase == Phase.WAITING && !inCall && children == null
                ? ExecutionStatus.WAITING
                : ExecutionStatus.RUNNING;
    }

    String triggeredBy() {
        return triggeredBy;
    }

    @Nullable
    Children children() {
        return children;
    }

    @Nullable
    ExecutionError error() {
        Failure cause = failure();
        return end == ExecutionStatus.FAILED && cause != null ? cause.asExecutionError() : null;
    }

    @Override
    boolean isBranch() {
        return parent != null && parent.plan == plan;
    }

    /** Where in the execution it stands, for idempotency keys: the branches and rounds around the current step. */
    String path() {
        String around =
                parent == null ? "" : parent.path() + parent.currentOp().source.id() + '[' + range.position() + "]/";
        return around + rounds();
    }

    // ---------------------------------------------------------------- what evaluators read

    @Override
    public @Nullable Object system(SystemValue value) {
        return switch (value) {
            case TRIGGER -> triggerData;
            case CURRENT_TIME -> environment.clock().epochMillis();
            case DEVICE_INFO -> environment.deviceInfo();
        };
    }

    @Override
    public RandomGenerator random() {
        return environment.random();
    }

    @Override
    public void unresolved(Reference reference) {
        if (recording != null) {
            log(
                    currentOp().source,
                    LogLevel.WARNING,
                    "Unresolved reference: " + reference,
                    Map.of("reference", reference.toString()));
        }
    }
}
