package dev.millrace.execution;

import dev.millrace.module.LogLevel;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.plan.StepSource;
import dev.millrace.template.Reference;
import dev.millrace.template.SystemValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan, from its start to its end.
 *
 * <p>What an execution is made of is a ladder of classes, each with a part of its state and the steps that need no more
 * than that:
 *
 * <pre>
 * {@link Mailbox}       one owner at a time, messages from everybody else
 * {@link Memory}        program counter, outputs, variables
 * {@link VariableSteps} create, get and set variables; how a step fails
 * {@link BlockSteps}    loops, conditions, try, jumps, the way out of blocks
 * {@link Course}        what follows a step: next, retry, skip, wait, end
 * {@link ModuleSteps}   calls of modules
 * {@link WaitingSteps}  modules that wait, wake-ups
 * {@link ChildSteps}    branches, parallel rounds, sub-workflows
 * {@link StepLoop}      carries out one step after the other
 * {@link Durable}       what is written to the journal and when, leaving
 * {@link Addressed}     its id, signals, who looks and waits for its end
 * {@link Restorable}    what it is written down as, and how it goes on from that
 * {@link Execution}     starting, its turns, stopping, how it stands
 * </pre>
 *
 * <p>It is one object because a million of them may wait at once. Branches, rounds of a parallel for_each and
 * sub-workflows are executions of their own with a parent. They run on their parent's thread until something in them
 * waits; from then on they are scheduled like any other, so nothing ever holds a thread while it waits for others.
 */
public final class Execution extends Restorable {
    // its state, touched by the owner only
    /** True once it has been told to those who keep and watch it that it is over. */
    private boolean concluded;
    /** True while it runs on its parent's stack; then its end is seen there, without a message. */
    private boolean onParentsStack;

    private @Nullable RunningExecutions runningAmong;
    private int runningPlace;

    // shared with other threads
    /** True once another thread may have it, to ask and to wait for answers. */
    private boolean handedOut;

    private Execution(Environment environment, Plan plan) {
        super(environment, plan);
    }

    private Execution(Execution parent, Plan called) {
        super(parent, called);
    }

    private Execution(Execution parent, StepRange range) {
        super(parent, range);
    }

    /** A new execution that nobody has started; the calling thread owns it. */
    public static Execution of(Environment environment, Plan plan) {
        return new Execution(environment, plan);
    }

    /** A branch of this execution. */
    Execution branch(StepRange range) {
        if (recording != null) {
            recording.share();
        }
        return new Execution(this, range);
    }

    /** A sub-workflow called by this execution. */
    Execution subWorkflow(Plan called) {
        if (page != null) {
            page.journal().calls(called.workflow());
        }
        return new Execution(this, called);
    }

    @Override
    Execution self() {
        return this;
    }

    // ---------------------------------------------------------------- before it runs

    /** What started it and for whom, what that brought, and the named variables it begins with. */
    public void begin(String startedBy, String callerId, @Nullable Object data, Map<String, @Nullable Object> inputs) {
        origin = Origin.of(startedBy, callerId, data);
        if (!inputs.isEmpty()) {
            inputs.forEach(variables()::set);
        }
    }

    /** Where it is counted as running, to be left at its end. */
    void runsInPlace(RunningExecutions among, int place) {
        runningAmong = among;
        runningPlace = place;
    }

    /** To be asked under the lock of those it is counted among. */
    int runningPlace() {
        return runningPlace;
    }

    /** Ends the execution after this time, counted from now. */
    public void limitTime(long millis) {
        timeLimit = new TimeLimit(environment.clock().epochMillis() + millis);
    }

    /**
     * From now on it is to be found among what is under way, and ended when its time is over. Most that run on their
     * caller's thread are over before either could matter; those who wait for their end to be durable have been told of it.
     */
    private void becomesVisible() {
        if (parent != null || concluded) {
            return;
        }
        if (timeLimit != null) {
            timeLimit.watchOver(this, timers());
        }
        if (recording != null) {
            recording.listAsUnderWay();
        }
    }

    // ---------------------------------------------------------------- ownership

    /** Runs on the calling thread, which owns the execution, until it ends or waits. */
    public void runHere() {
        becomesVisible();
        if (recording != null) {
            recording.executionStarted();
        }
        drive(true);
    }

    /** Runs its first slice on the calling thread, which owns the execution; the others run on workers. */
    public void runFirstSliceHere() {
        if (recording != null) {
            recording.executionStarted();
        }
        driveOneTurn();
    }

    /** Hands the execution, which the calling thread owns, to a worker. */
    public void runOnWorker() {
        handedOut = true;
        becomesVisible();
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
        handedOut = true;
        becomesVisible();
        if (page != null) {
            writeDown(page);
        }
        Contacts known = contactsIfAny();
        if (known != null && status() == ExecutionStatus.WAITING && (page == null || page.isDurable())) {
            known.tellOfRest(workers());
        }
    }

    @Override
    Turn turn() {
        if (drains()) {
            leaveIfDrained();
        } else if (phase == Phase.RUNNABLE && !paused) {
            runSlice();
        }
        if (phase == Phase.OVER) {
            return page == null || isWrittenDown(page) ? Turn.END : Turn.REST;
        }
        if (drains()) {
            return Turn.REST;
        }
        return phase == Phase.RUNNABLE && !paused ? Turn.YIELD : Turn.REST;
    }

    private void runSlice() {
        int slice = environment.limits().sliceSteps();
        TimeLimit limit = timeLimit;
        if (limit == null || limit.isWatched()) {
            advance(slice);
        } else {
            advanceByTheClock(slice, limit);
        }
    }

    /** Of an execution whose time nobody watches yet: looks at the clock after each step. */
    private void advanceByTheClock(int slice, TimeLimit limit) {
        Execution whole = root();
        for (int left = slice; left > 0 && phase == Phase.RUNNABLE && !hasMessages() && !whole.hasMessages(); left--) {
            advance(1);
            if (phase != Phase.OVER && environment.clock().epochMillis() >= limit.endMillis()) {
                whole.post(new Message.TimeLimit());
            }
        }
    }

    /** One that runs where it was started, and has told nobody its id, is known to nobody. */
    @Override
    boolean isKnown() {
        return parent != null || handedOut || contactsIfAny() != null;
    }

    @Override
    void beforeEnd() {
        conclude();
    }

    @Override
    void conclude() {
        if (concluded) {
            return;
        }
        concluded = true;
        endWait();
        if (parent != null) {
            return;
        }
        if (timeLimit != null) {
            timeLimit.cancel();
        }
        if (recording != null && !hasLeft()) {
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
        Contacts known = contactsIfAny();
        if (known != null) {
            tellOfEnd(known);
        }
        tellOfFailure();
    }

    private void tellOfEnd(Contacts known) {
        known.tellOfRest(workers());
        if (known.idIfAny() != null) {
            if (hasLeft()) {
                environment.directory().left(this);
            } else {
                environment.directory().ended(this);
            }
        }
        CompletableFuture<Execution> waiting = known.endIfAny();
        if (waiting != null) {
            tellEnd(waiting);
        }
    }

    private void tellOfFailure() {
        if (!hasLeft() && FailedExecution.is(this)) {
            environment.directory().failed(new FailedExecution(this));
        }
    }

    @Override
    void handle(Message message) {
        if (phase == Phase.OVER) {
            message.comesTooLateFor(this);
        } else {
            message.deliverTo(this);
        }
    }

    @Override
    void handleLate(Message message) {
        message.comesTooLateFor(this);
    }

    // ---------------------------------------------------------------- messages

    void signalled(Message.Signalled signal) {
        Children running = children();
        if (!tookSignal(signal.name, signals()) && running != null) {
            running.forEachRunning(child -> child.post(new Message.Signalled(signal.name, signal.payload)));
        }
    }

    void pause(boolean pauses) {
        paused = pauses;
        if (parent == null && page != null) {
            page.paused(this, pauses);
        }
        Children running = children();
        if (running != null) {
            running.forEachRunning(child -> child.post(pauses ? new Message.Pause() : new Message.Resume()));
        }
    }

    void stopNow(ExecutionStatus status) {
        if (!stopWith(status)) {
            return;
        }
        if (parent == null && page != null) {
            page.stopping(this, status);
        }
        paused = false;
        Children running = children();
        if (running != null) {
            stopChildren(running);
        } else if (inCall()) {
            stopCall();
        } else {
            giveUpWait();
            finish(status);
        }
    }

    // ---------------------------------------------------------------- requests from outside

    /** Asks the execution to stop: no further step runs, waits and calls are given up. */
    public void cancel() {
        // first the message: what the call answers to its cancellation must find the execution stopping
        post(new Message.Cancel());
        cancelCall();
    }

    public void pause() {
        post(new Message.Pause());
    }

    public void resume() {
        post(new Message.Resume());
    }

    // ---------------------------------------------------------------- what it is like

    Environment environment() {
        return environment;
    }

    @Nullable
    Object triggerData() {
        return origin.data();
    }

    /** When the current attempt must end; {@link Wait#NEVER} if it need not. Called by the thread of the call. */
    long attemptDeadline() {
        TimeLimit whole = timeLimit;
        Wait step = wait;
        long end = whole == null ? Wait.NEVER : whole.endMillis();
        return step == null ? end : Math.min(end, step.untilMillis());
    }

    /** True if its steps are told or kept. */
    public boolean isRecorded() {
        return recording != null;
    }

    @Nullable
    Recording recording() {
        return recording;
    }

    void log(@Nullable StepSource source, LogLevel level, String message, Map<String, ?> details) {
        if (recording != null) {
            recording.logged(this, source, level, message, details);
        }
    }

    /** The execution as its owner sees it; of one that is over, anybody. */
    public ExecutionView currentView() {
        ExecutionView end = recording == null ? null : recording.picture(this);
        return end == null ? Views.of(this, recording) : end;
    }

    void keepLog(int atLeast) {
        if (recording != null) {
            recording.keepLog(atLeast);
        }
    }

    /** When it ended; of one that nobody records, the time now. */
    long endMillis() {
        return recording == null ? environment.clock().epochMillis() : recording.endMillis();
    }

    /** Empty if nobody records it. */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(recording).map(Recording::startedAt);
    }

    ExecutionStatus status() {
        if (phase == Phase.OVER) {
            return end();
        }
        if (paused) {
            return ExecutionStatus.PAUSED;
        }
        return phase == Phase.WAITING && !inCall() && !awaitsJournal() && children() == null
                ? ExecutionStatus.WAITING
                : ExecutionStatus.RUNNING;
    }

    /** Completes with true if it waits with all its branches and sub-workflows, as it stands between two steps. */
    public CompletableFuture<Boolean> isAtRest() {
        return look().thenApply(view -> waits());
    }

    private boolean waits() {
        Children running = children();
        if (running == null || phase == Phase.OVER) {
            return status() == ExecutionStatus.WAITING;
        }
        boolean[] all = {true};
        running.forEachRunning(child -> all[0] &= child.waits());
        return all[0];
    }

    String triggeredBy() {
        return origin.triggeredBy();
    }

    String callerId() {
        return origin.callerId();
    }

    @Nullable
    ExecutionError error() {
        Failure cause = failure();
        return end() == ExecutionStatus.FAILED && cause != null ? cause.asExecutionError() : null;
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
            case TRIGGER -> origin.data();
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
