package dev.millrace.execution;

import dev.millrace.observe.ExecutionStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Children that run steps of the same plan side by side: branches of a parallel block, rounds of a for_each. */
abstract class Forked extends Children {
    /** Ended children that may wait for an earlier one before no more are started; bounds the memory of a long list. */
    private static final int MAX_EARLY = 1_000;

    private final int total;
    private final int maxConcurrency;
    private final Merge merge;
    private int started;
    private boolean settled;
    private boolean stopped;
    /** Children that had begun, and of which nothing was written. */
    private List<Integer> unwritten = List.of();

    private @Nullable Failure failure;
    private Pending.@Nullable End ending;

    Forked(Execution parent, int total, int maxConcurrency) {
        super(parent);
        this.total = total;
        this.maxConcurrency = maxConcurrency;
        this.merge = new Merge(parent);
    }

    abstract Execution make(int position);

    /** A child completed; true if that settles the step. */
    abstract boolean completed(Execution child);

    /** A child failed; true if that settles the step. */
    abstract boolean failed(Execution child, Failure cause);

    abstract void cancelled(Execution child);

    /** All that were started have ended: the failure of the step, or null. */
    abstract @Nullable Failure verdict();

    /** The next step after a success. */
    abstract int concluded(int startedChildren);

    /** True if children that still run when the step is settled are waited for. */
    boolean waitsForRest() {
        return false;
    }

    @Override
    final int proceed() {
        long stepsBefore = parent.steps();
        int slice = parent.environment().limits().sliceSteps();
        while (mayStart()) {
            if (parent.steps() - stepsBefore > slice) {
                parent.post(new Message.GoOn());
                return Execution.PARKED;
            }
            run(make(started++));
        }
        if (isStopping() && !isQuiet()) {
            cancelRunning();
        }
        boolean allRun = started == total || isStopping();
        return isQuiet() && allRun ? conclude() : Execution.PARKED;
    }

    @Override
    final boolean needsParent() {
        return isQuiet() || mayStart();
    }

    @Override
    final boolean isStopping() {
        return stopped || (settled && !waitsForRest());
    }

    private boolean mayStart() {
        return !stopped
                && (!settled || waitsForRest())
                && started < total
                && runningCount() < maxConcurrency
                && merge.waiting() < MAX_EARLY + maxConcurrency;
    }

    @Override
    final void took(Execution child) {
        boolean complete = child.end() == ExecutionStatus.COMPLETED;
        merge.add(child.range().position(), child, complete);
        Pending.End end = child.ending();
        Failure cause = child.failure();
        if (complete && end != null) {
            ending = ending == null ? end : ending;
            startNoMore();
        } else if (complete) {
            settled |= completed(child);
        } else if (child.end() == ExecutionStatus.FAILED && cause != null) {
            settled |= failed(child, cause);
        } else {
            cancelled(child);
        }
    }

    @Override
    State state() {
        Failure cause = failure;
        Pending.End course = ending;
        return super.state()
                .put("started", started)
                .put("settled", settled)
                .put("stopped", stopped)
                .put("failure", cause == null ? null : cause.state())
                .put("ending", course == null ? null : course.state())
                .put("merge", merge.state());
    }

    /** Takes the place of what it holds. */
    Forked restored(State state) {
        started = state.index("started");
        settled = state.flag("settled");
        stopped = state.flag("stopped");
        failure = Failure.of(state, "failure");
        ending = state.has("ending") ? Pending.End.of(state.part("ending")) : null;
        merge.restore(state.part("merge"), this::child);
        for (State child : state.parts("running")) {
            addRunning(child(child));
        }
        restoreWritten(state.parts("written"));
        return this;
    }

    /** What the children have written since they were begun; those that had ended in the order of their ends. */
    private void restoreWritten(List<State> children) {
        Set<Integer> positions = new HashSet<>();
        for (State child : children) {
            positions.add(child.index("position"));
            started = Math.max(started, child.index("position") + 1);
            addRunning(child(child));
        }
        if (!positions.isEmpty()) {
            unwritten = IntStream.range(0, started)
                    .filter(position -> !positions.contains(position))
                    .boxed()
                    .toList();
        }
    }

    @Override
    final void makeUnwritten() {
        unwritten.forEach(position -> addRunning(make(position)));
        unwritten = List.of();
    }

    private Execution child(State state) {
        Execution child = make(state.index("position"));
        child.restore(state);
        return child;
    }

    @Override
    final void abort(Failure cause) {
        failure = cause;
        cancelRunning();
    }

    @Override
    final void startNoMore() {
        settled = true;
        stopped = true;
    }

    private int conclude() {
        merge.finish();
        if (failure == null) {
            failure = verdict();
        }
        if (ending != null) {
            return parent.leaveAll(ending);
        }
        return failure == null ? concluded(started) : parent.fail(failure.withoutPartialOutputs());
    }
}
