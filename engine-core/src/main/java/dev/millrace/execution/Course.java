package dev.millrace.execution;

import dev.millrace.observe.ExecutionStatus;
import dev.millrace.plan.ErrorPolicy;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.store.Timers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What follows a step: the next one, another attempt, a handler of its failure, a wait, the end. */
abstract class Course extends BlockSteps {
    /** What an owner may do next. */
    enum Phase {
        RUNNABLE,
        /** Waits for a time, a signal, an answer or children. */
        WAITING,
        OVER
    }

    final Environment environment;
    final @Nullable Recording recording;

    Phase phase = Phase.RUNNABLE;
    /** How it has ended, or is to end once what it waits for has stopped; null while nothing stops it. */
    private @Nullable ExecutionStatus end;
    /** Failed attempts of the current step. */
    private int attempt;
    /** The inputs of the current step, where another attempt or a wake-up needs them. */
    @Nullable
    Object @Nullable [] resolved;

    @Nullable
    Wait wait;

    /** What it writes down; null if nobody keeps a journal. */
    @Nullable
    JournalPage page;

    Course(Environment environment, Plan plan) {
        super(plan, plan.whole());
        this.environment = environment;
        this.recording = environment.recordings().begin(self());
    }

    /** @param plan of the sub-workflow */
    Course(Course parent, Plan plan) {
        super(plan, plan.whole().named(parent.range.name()));
        this.environment = parent.environment;
        this.recording = parent.recording;
        this.page = parent.page == null ? null : parent.page.ofChild(0);
    }

    /** @param steps of the branch */
    Course(Course parent, StepRange steps) {
        super(parent, steps);
        this.environment = parent.environment;
        this.recording = parent.recording;
        this.page = parent.page == null ? null : parent.page.ofChild(steps.position());
    }

    /** This, as what it is in the end. */
    abstract Execution self();

    // ---------------------------------------------------------------- after a step

    /** What follows when an operation gave anything but the next step, or a waiting one has ended. */
    final void landed(Op op, int next) {
        if (next >= 0) {
            completed(op);
            goOnAt(next);
        } else if (next == FAILED) {
            failed(op);
        } else if (next == ENDED) {
            completed(op);
            finish(ExecutionStatus.COMPLETED);
        } else if (next == UNHANDLED) {
            finish(ExecutionStatus.FAILED);
        } else {
            phase = Phase.WAITING;
        }
    }

    private void completed(Op op) {
        if (recording != null) {
            recording.stepCompleted(self(), op);
        }
    }

    /** True if the next step need not be told that this one had several attempts, or inputs that were kept. */
    final boolean isFirstAttempt() {
        return attempt == 0 && resolved == null;
    }

    final void goOnAt(int next) {
        attempt = 0;
        resolved = null;
        pc = next;
        phase = Phase.RUNNABLE;
    }

    private void failed(Op op) {
        Failure current = currentFailure();
        attempt++;
        if (recording != null) {
            recording.stepFailed(self(), op, current.error());
        }
        ErrorPolicy policy = op.source.policy();
        if (attempt <= policy.retries()) {
            retry(op, policy, current);
        } else if (policy.action() == ErrorPolicy.Action.SKIP) {
            skip(op, current);
        } else {
            handOver(current);
        }
    }

    private void retry(Op op, ErrorPolicy policy, Failure current) {
        long millis = policy.waitAfter(attempt, environment.random());
        if (recording != null) {
            recording.stepRetried(self(), op, current.error(), millis);
        }
        long now = environment.clock().epochMillis();
        rest(new Wait(this, Wait.Kind.RETRY, now, now + millis, null));
    }

    private void skip(Op op, Failure current) {
        store(op.slot, SkippedOutputs.of(op.source, current));
        if (recording != null) {
            recording.stepSkipped(self(), op, current.error());
        }
        goOnAt(op.source.afterBlock());
    }

    private void handOver(Failure current) {
        int next = unwind(current);
        if (next == UNHANDLED) {
            finish(ExecutionStatus.FAILED);
        } else {
            goOnAt(next);
        }
    }

    final int attempt() {
        return attempt;
    }

    // ---------------------------------------------------------------- waiting

    /** Does nothing until something ends the wait. */
    final void rest(Wait until) {
        phase = Phase.WAITING;
        limit(until);
    }

    /** Sets a wait beside what is under way. */
    final void limit(Wait until) {
        endWait();
        wait = until;
        until.set(timers());
    }

    /** The wait, if there is one, is over; its alarm will be ignored. */
    final @Nullable Wait endWait() {
        Wait over = wait;
        if (over != null) {
            over.cancel();
            wait = null;
        }
        return over;
    }

    /** Limits what the current step has under way, where it has a limit of its own. */
    final void limitStep(Wait.Kind kind) {
        long millis = currentOp().source.policy().timeoutMillis();
        if (millis > 0) {
            long now = environment.clock().epochMillis();
            limit(new Wait(this, kind, now, now + millis, null));
        }
    }

    final Timers timers() {
        return environment.timers();
    }

    // ---------------------------------------------------------------- the end

    final void finish(ExecutionStatus status) {
        end = status;
        phase = Phase.OVER;
    }

    /** From now on it is to end like this; false if its end was settled before. */
    final boolean stopWith(ExecutionStatus status) {
        if (end != null) {
            return false;
        }
        end = status;
        return true;
    }

    /** Ends it if it is to end; false if it may go on. */
    final boolean hasStopped() {
        if (end == null) {
            return false;
        }
        finish(end);
        return true;
    }

    final boolean isStopping() {
        return end != null;
    }

    /** True if nothing more will happen, even if nobody has been told yet. */
    final boolean hasFinished() {
        return phase == Phase.OVER;
    }

    /** How it has ended; {@link ExecutionStatus#RUNNING} before. */
    public final ExecutionStatus end() {
        return end == null || phase != Phase.OVER ? ExecutionStatus.RUNNING : end;
    }

    // ---------------------------------------------------------------- snapshots

    @Override
    State state(Baseline known) {
        ExecutionStatus settled = end;
        Wait current = wait;
        State own = super.state(known)
                .put("attempt", attempt)
                .put("phase", phase.name())
                .put("end", settled == null ? null : settled.name())
                .put("wait", current == null ? null : current.state());
        return resolved == null ? own : own.putValue("resolved", Arrays.asList(resolved));
    }

    @Override
    void restore(State state) {
        super.restore(state);
        attempt = state.index("attempt");
        phase = Phase.valueOf(state.text("phase"));
        end = state.has("end") ? ExecutionStatus.valueOf(state.text("end")) : null;
        wait = Wait.of(state, "wait", this);
        if (state.has("resolved")) {
            resolved = ((List<?>) Objects.requireNonNull(state.fields().get("resolved")))
                    .stream().map(SnapshotValue::decode).toArray();
        }
    }
}
