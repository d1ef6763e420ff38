package dev.millrace.execution;

import dev.millrace.module.Effect;
import dev.millrace.module.StepError;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.StoredExecution;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an execution is written down as, and how it goes on from that. */
abstract class Restorable extends Addressed {
    /** The fields of a state that are written once. */
    static final Set<String> NEVER_CHANGES = Set.of("triggeredBy", "callerId", "triggerData", "startedAt");

    // touched by the owner only, as all of its state
    Origin origin = Origin.manual();

    @Nullable
    TimeLimit timeLimit;

    boolean paused;

    Restorable(Environment environment, Plan plan) {
        super(environment, plan);
    }

    Restorable(Execution parent, Plan called) {
        super(parent, called);
        this.timeLimit = parent.timeLimit;
    }

    Restorable(Execution parent, StepRange range) {
        super(parent, range);
        this.origin = parent.origin;
        this.timeLimit = parent.timeLimit;
    }

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
        Execution execution = Execution.of(environment, environment.directory().planByHash(snapshot.planHash()));
        execution.contacts().takeId(snapshot.executionId());
        return execution;
    }

    final Execution restoredWhole(ExecutionSnapshot snapshot) {
        State whole = State.of(snapshot.state());
        restore(whole);
        whole.parts("signals").forEach(signals()::restore);
        whole.texts("signalKeys").forEach(signals()::remember);
        environment.directory().named(self(), snapshot.executionId());
        return self();
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
                .put("paused", paused)
                .put("endedAt", endedAt());
        return known == null && !isBranch() ? own.putAll(beginning()) : own;
    }

    /** Null before its end, and for branches and sub-workflows. */
    private @Nullable Long endedAt() {
        return parent != null || phase != Phase.OVER || recording == null ? null : recording.endMillis();
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
        if (parent == null && recording != null && state.has("endedAt")) {
            recording.restoreEnd(state.number("endedAt", 0));
        }
        paused = state.flag("paused");
        restoreChildren(state);
        if (page != null) {
            page.isAsWritten(self());
        }
    }

    /** Lets a restored execution go on: sets its timers, and hands it to a worker if it can run. */
    public void revive() {
        if (parent == null && recording != null) {
            recording.executionRevived();
        }
        if (parent == null && timeLimit != null) {
            timeLimit.watchOver(self(), timers());
        }
        Children running = children();
        Wait condition = wait;
        if (isStopping() && running == null) {
            giveUpWait();
            hasStopped();
            workers().execute(self());
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
            workers().execute(self());
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
        workers().execute(self());
    }
}
