package dev.millrace.execution;

import dev.millrace.module.StepError;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps that start other executions and wait for them: branches, parallel rounds, sub-workflows. */
abstract class ChildSteps extends WaitingSteps {
    final @Nullable Execution parent;
    private @Nullable Children children;

    ChildSteps(Environment environment, Plan plan) {
        super(environment, plan);
        this.parent = null;
    }

    ChildSteps(Execution parent, Plan plan) {
        super(parent, plan);
        this.parent = parent;
    }

    ChildSteps(Execution parent, StepRange steps) {
        super(parent, steps);
        this.parent = parent;
    }

    @Nullable
    final Execution parent() {
        return parent;
    }

    /** True for a branch or round of another execution of the same plan. */
    final boolean isBranch() {
        return parent != null && parent.plan == plan;
    }

    /** The execution that was started, of which this is a part or the whole. */
    final Execution root() {
        Execution top = self();
        for (Execution above = parent; above != null; above = above.parent) {
            top = above;
        }
        return top;
    }

    @Nullable
    final Children children() {
        return children;
    }

    /** True if nothing more is to begin. */
    abstract boolean drains();

    // ---------------------------------------------------------------- starting

    @Override
    public int fork(Op.Fork op) {
        return start(new BranchChildren(self(), op));
    }

    @Override
    public int forkForEach(Op.ForEachFork op) {
        List<?> items = ForEachItems.of(op.items.evaluate(this));
        return items.isEmpty() ? op.after : start(new RoundChildren(self(), op, items));
    }

    @Override
    public int call(Op.Call op) {
        return WorkflowCall.begin(self(), op);
    }

    final int start(Children started) {
        limitStep(Wait.Kind.CHILDREN_LIMIT);
        if (page != null) {
            page.forks(self(), started);
        }
        children = started;
        return settled(started.proceed());
    }

    @Override
    public int stopOther(Op.StopOther op) {
        if (op.workflowId.isBlank()) {
            return fail(op.source, new StepError("Missing workflow", "workflow_id is empty; give the id to stop"));
        }
        environment.directory().cancelAll(op.workflowId);
        return op.next;
    }

    // ---------------------------------------------------------------- while they run

    final void childEnded(Execution child) {
        Children running = children;
        if (running != null && child.hasLeft()) {
            running.left(child);
        } else if (running != null) {
            running.ended(child);
            goOnWithChildren();
        }
    }

    @Override
    final void giveUpChildren() {
        if (children != null) {
            children.abort(timedOut(currentOp().source));
            goOnWithChildren();
        }
    }

    /** Starts those that may start now, or goes on behind them. */
    final void goOnWithChildren() {
        if (children == null || drains()) {
            return;
        }
        int next = settled(children.proceed());
        if (next != PARKED && !hasStopped()) {
            landed(currentOp(), next);
        }
    }

    private int settled(int next) {
        if (next != PARKED) {
            children = null;
            endWait();
            if (page != null) {
                page.joins();
            }
        }
        return next;
    }

    /** Stops them; ends with them, or at once if none runs. */
    final void stopChildren(Children running) {
        running.cancelRunning();
        if (running.isQuiet()) {
            hasStopped();
        }
    }

    // ---------------------------------------------------------------- snapshots

    @Override
    State state(Baseline known) {
        Children running = children;
        return super.state(known).put("children", running == null ? null : running.state());
    }

    /** The children in a snapshot; after all else of their parent. */
    final void restoreChildren(State state) {
        if (state.has("children")) {
            children = Children.of(state.part("children"), self(), currentOp());
        }
    }
}
