package dev.millrace.execution;

import dev.millrace.module.Effect;
import dev.millrace.module.LogLevel;
import dev.millrace.module.StepError;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.plan.StepSource;
import dev.millrace.store.ExecutionLostException;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.StoredExecution;
import dev.millrace.template.Reference;
import dev.millrace.template.SystemValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
 * {@link Execution}     starting, stopping, messages, snapshots
 * </pre>
 *
 * <p>It is one object because a million of them may wait at once. Branches, rounds of a parallel for_each and
 * sub-workflows are executions of their own with a parent. They run on their parent's thread until something in them
 * waits; from then on they are scheduled like any other, so nothing ever holds a thread while it waits for others.
 */
public final class Execution extends Durable {
    /** The fields of a state that are written once. */
    static final Set<String> NEVER_CHANGES = Set.of("triggeredBy", "callerId", "triggerData", "startedAt");

    private static final VarHandle CONTACTS;

    static {
        try {
            CONTACTS = MethodHandles.lookup().findVarHandle(Execution.class, "contacts", Contacts.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // its state, touched by the owner only
    private Origin origin = Origin.manual();
    private @Nullable TimeLimit timeLimit;
    private boolean paused;
    /** True once it has been told to those who keep and watch it that it is over. */
    private boolean concluded;
    /** True while it runs on its parent's stack; then its end is seen there, without a message. */
    private boolean onParentsStack;

    private @Nullable RunningExecutions runningAmong;
    private int runningPlace;

    // shared with other threads
    /** True once another thread may have it, to ask and to wait for answers. */
    private boolean handedOut;

    private volatile @Nullable Contacts contacts;

    private Execution(Environment environment, Plan plan) {
        super(environment, plan);
    }

    private Execution(Execution parent, Plan called) {
        super(parent, called);
        this.timeLimit = parent.timeLimit;
    }

    private Execution(Execution parent, StepRange range) {
        super(parent, range);
        this.origin = parent.origin;
        this.timeLimit = parent.timeLimit;
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
        TimeLimit limit = new TimeLimit(environment.clock().epochMillis() + millis);
        limit.set(this, timers());
        timeLimit = limit;
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
        return unrestored(environment, snapshot).restoredWhole(snapshot);
    }

    /**
     * An execution that goes on with its journal; {@link #revive} lets it do so.
     *
     * @throws UnreadableJournalException if its records cannot be understood
     */
    public static Execution restored(Environment environment, StoredExecution stored) {
        ExecutionSnapshot snapshot = JournalReader.read(stored);
        Execution execution = unrestored(environment, snapshot);
        ExecutionStore store = Objects.requireNonNull(environment.executions());
        execution.page = JournalPage.first(Journal.goOn(store, execution, stored.lastNumber()));
        return execution.restoredWhole(snapshot);
    }

    private static Execution unrestored(Environment environment, ExecutionSnapshot snapshot) {
        Execution execution = of(environment, environment.directory().planByHash(snapshot.planHash()));
        execution.contacts().takeId(snapshot.executionId());
        return execution;
    }

    private Execution restoredWhole(ExecutionSnapshot snapshot) {
        State whole = State.of(snapshot.state());
        restore(whole);
        whole.parts("signals").forEach(signals()::restore);
        whole.texts("signalKeys").forEach(signals()::remember);
        environment.directory().named(this, snapshot.executionId());
        return this;
    }

    /** All of it, as a snapshot keeps it. */
    State state() {
        State own = change(null);
        SignalBox box = parent == null ? signalsIfAny() : null;
        return box == null ? own : own.putAll("signals", box.state()).put("signalKeys", nonEmpty(box.keys()));
    }

    private static @Nullable List<String> nonEmpty(List<String> keys) {
        return keys.isEmpty() ? null : keys;
    }

    /** @param known what is left out; null for all that it has not from its parent */
    State change(@Nullable Baseline known) {
        TimeLimit limit = timeLimit;
        State own = state(known == null ? born() : known)
                .put("position", range.position())
                .put("deadline", limit == null ? null : limit.endMillis())
                .put("paused", paused);
        return known == null && !isBranch() ? own.putAll(beginning()) : own;
    }

    /** What never changes. */
    private State beginning() {
        return new State()
                .put("triggeredBy", origin.triggeredBy())
                .put("callerId", origin.callerId())
                .putValue("triggerData", origin.data())
                .put("startedAt", recording == null ? null : recording.startedMillis());
    }

    /** What it began with. */
    private Baseline born() {
        return isBranch() ? Objects.requireNonNull(parent).baselineForBranches() : Baseline.NOTHING;
    }

    @Override
    void restore(State state) {
        super.restore(state);
        if (state.has("triggeredBy")) {
            origin = Origin.of(state.text("triggeredBy"), state.text("callerId"), state.value("triggerData"));
        }
        if (parent == null && timeLimit == null && state.has("deadline")) {
            timeLimit = new TimeLimit(state.number("deadline", Wait.NEVER));
        }
        if (parent == null && recording != null && state.has("startedAt")) {
            recording.restoreStart(state.number("startedAt", 0));
        }
        paused = state.flag("paused");
        restoreChildren(state);
        if (page != null) {
            page.isAsWritten(this);
        }
    }

    /** Lets a restored execution go on: sets its timers, and hands it to a worker if it can run. */
    public void revive() {
        if (parent == null && recording != null) {
            recording.executionRevived();
        }
        if (parent == null && timeLimit != null) {
            timeLimit.set(this, timers());
        }
        Children running = children();
        Wait condition = wait;
        if (isStopping() && running == null) {
            giveUpWait();
            hasStopped();
            workers().execute(this);
        } else if (inCall()) {
            wait = null;
            noCall();
            reviveCall();
        } else if (phase == Phase.WAITING && running != null) {
            reviveChildren(running);
        } else if (phase == Phase.WAITING && condition != null) {
            rest();
            condition.set(timers());
            if (condition.signal() != null) {
                post(new Message.Signalled(condition.signal(), null));
            }
        } else {
            workers().execute(this);
        }
    }

    private void reviveChildren(Children running) {
        rest();
        if (wait != null) {
            wait.set(timers());
        }
        running.revive();
        if (isStopping()) {
            running.cancelRunning();
        }
    }

    /** What was under way when the snapshot was taken is done again where that is harmless, else its outcome is unknown. */
    private void reviveCall() {
        Op op = currentOp();
        phase = Phase.RUNNABLE;
        if (page != null) {
            page.fallBehind();
        }
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

    /** Runs its first slice on the calling thread, which owns the execution; the others run on workers. */
    public void runFirstSliceHere() {
        if (recording != null) {
            recording.executionStarted();
        }
        driveOneTurn();
    }

    /** Hands the execution, which the calling thread owns, to a worker. */
    public void runOnWorker() {
        if (recording != null) {
            recording.executionStarted();
        }
        handedOut = true;
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
        if (page != null) {
            writeDown(page);
        }
        Contacts known = contacts;
        if (known != null && status() == ExecutionStatus.WAITING && (page == null || page.isDurable())) {
            known.tellOfRest(workers());
        }
    }

    @Override
    Turn turn() {
        if (drains()) {
            leaveIfDrained();
        } else if (phase == Phase.RUNNABLE && !paused) {
            advance();
        }
        if (phase == Phase.OVER) {
            return page == null || isWrittenDown(page) ? Turn.END : Turn.REST;
        }
        if (drains()) {
            return Turn.REST;
        }
        return phase == Phase.RUNNABLE && !paused ? Turn.YIELD : Turn.REST;
    }

    /** One that runs where it was started, and has told nobody its id, is known to nobody. */
    @Override
    boolean isKnown() {
        return parent != null || handedOut || contacts != null;
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
        Contacts known = contacts;
        if (known != null) {
            tellOfEnd(known);
        }
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

    void tellAtRest(CompletableFuture<Void> rest) {
        contacts().awaitRest(rest);
    }

    ExecutionView watchedBy(ExecutionObserver watcher) {
        return Objects.requireNonNull(recording).watch(watcher);
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

    /**
     * Sends a signal; durable when it returns, if there is a journal.
     *
     * @return false if too many signals wait to be taken
     * @throws ExecutionLostException if the execution goes on elsewhere, or later
     */
    public boolean signal(String name, @Nullable Object payload) {
        try {
            return signal(name, payload, null).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ExecutionLostException lost ? lost : e;
        }
    }

    /**
     * As {@link #signal(String, Object)}, without waiting.
     *
     * @param key tells it from all other signals to this execution, so that one which is sent again is not taken twice: each
     *     of the latest thousand counts once; null for none
     * @return completes when it is durable, with false if too many signals wait to be taken
     */
    public CompletableFuture<Boolean> signal(String name, @Nullable Object payload, @Nullable String key) {
        JournalPage own = page;
        if (key != null && signals().knows(key)) {
            return whenWritten().thenApply(written -> true);
        }
        return own == null ? keepSignal(name, payload, key) : writeSignal(own.journal(), name, payload, key);
    }

    private CompletableFuture<Boolean> keepSignal(String name, @Nullable Object payload, @Nullable String key) {
        SignalBox box = signals();
        synchronized (box) {
            if (box.isFull()) {
                return CompletableFuture.completedFuture(false);
            }
            put(box, name, payload, key);
        }
        post(new Message.Signalled(name, payload));
        return CompletableFuture.completedFuture(true);
    }

    private CompletableFuture<Boolean> writeSignal(
            Journal journal, String name, @Nullable Object payload, @Nullable String key) {
        CompletableFuture<Void> written;
        // a snapshot between the two would miss it
        synchronized (journal) {
            SignalBox box = signals();
            if (box.isFull()) {
                return CompletableFuture.completedFuture(false);
            }
            written = journal.signalled(put(box, name, payload, key), name, payload, key);
        }
        return written.thenApply(durable -> {
            post(new Message.Signalled(name, payload));
            return true;
        });
    }

    private static long put(SignalBox box, String name, @Nullable Object payload, @Nullable String key) {
        if (key != null) {
            box.remember(key);
        }
        return box.put(name, payload);
    }

    /** Completes when all that it has written to its journal is durable; fails if it goes on elsewhere, or later. */
    public CompletableFuture<Void> whenWritten() {
        JournalPage own = page;
        return own == null
                ? CompletableFuture.completedFuture(null)
                : own.journal().whenDurable();
    }

    /** As {@link #signal}, but however many wait to be taken: for what is sent once for each wait of a step, and kept. */
    public void deliver(String name, @Nullable Object payload) {
        signals().put(name, payload);
        post(new Message.Signalled(name, payload));
    }

    /** The signals that it waits for with all its branches and sub-workflows; to be asked by its owner. */
    public void eachAwaitedSignal(Consumer<String> action) {
        Wait condition = wait;
        if (condition != null && condition.signal() != null) {
            action.accept(condition.signal());
        }
        Children running = children();
        if (running != null) {
            running.forEachRunning(child -> child.eachAwaitedSignal(action));
        }
    }

    /** The signals not taken yet; one box for an execution with all its branches and sub-workflows. */
    private SignalBox signals() {
        return root().contacts().signals();
    }

    @Override
    @Nullable
    SignalBox signalsIfAny() {
        Contacts known = root().contacts;
        return known == null ? null : known.signalsIfAny();
    }

    /** The execution as it stands, as soon as its owner comes to a border of two steps. */
    public CompletableFuture<ExecutionView> look() {
        Message.Look look = new Message.Look();
        post(look);
        return look.answer;
    }

    /** Completes when it next waits without a thread, or is over. */
    public CompletableFuture<Void> whenAtRest() {
        Message.AwaitRest await = new Message.AwaitRest();
        post(await);
        return await.rest;
    }

    /** As {@link #look}; from then on, {@code watcher} is told. The execution must be recorded. */
    public CompletableFuture<ExecutionView> watch(ExecutionObserver watcher) {
        Message.Watch watch = new Message.Watch(watcher);
        post(watch);
        return watch.answer;
    }

    /** Tells {@code watcher} no more. */
    public void unwatch(ExecutionObserver watcher) {
        if (recording != null) {
            recording.unwatch(watcher);
        }
    }

    /** Completes with this execution when it is over. */
    public CompletableFuture<Execution> whenOver() {
        CompletableFuture<Execution> end = contacts().end();
        if (isOver()) {
            tellEnd(end);
        }
        return end;
    }

    // ---------------------------------------------------------------- what it is like

    @Override
    public String id() {
        Execution root = root();
        return root.contacts().id(root);
    }

    /** Gives it an id before anybody asks for one; whoever does makes it known to the directory. */
    public void take(String id) {
        contacts().takeId(id);
    }

    private Contacts contacts() {
        Contacts known = contacts;
        if (known == null) {
            known = new Contacts();
            if (!CONTACTS.compareAndSet(this, null, known)) {
                known = Objects.requireNonNull(contacts);
            }
        }
        return known;
    }

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
