package dev.millrace.execution;

import dev.millrace.plan.Op;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The executions that a step has started and whose end it waits for. Touched by the parent's owner only. */
abstract class Children {
    final Execution parent;
    private final Set<Execution> running = new LinkedHashSet<>();

    Children(Execution parent) {
        this.parent = parent;
    }

    /** Starts what may start now; the next step once all is settled, else {@link Execution#PARKED}. */
    abstract int proceed();

    /** Takes note of a child that has ended. */
    abstract void took(Execution child);

    /** Lets the step fail as soon as the running children have stopped. */
    abstract void abort(Failure cause);

    /** Starts no more. */
    abstract void startNoMore();

    /** What a snapshot keeps of them. */
    State state() {
        return new State()
                .putAll("running", running.stream().map(Execution::state).toList());
    }

    /** What the journal keeps of them when the first of them writes; what they write themselves comes on top. */
    State begun() {
        return new State().put("begun", true);
    }

    /** The children in a snapshot of their parent. */
    static Children of(State state, Execution parent, Op op) {
        if (op instanceof Op.Fork fork) {
            return new BranchChildren(parent, fork).restored(state);
        }
        if (op instanceof Op.ForEachFork forEach) {
            return RoundChildren.of(parent, forEach, state);
        }
        return WorkflowCall.of(parent, (Op.Call) op, state);
    }

    final void addRunning(Execution child) {
        running.add(child);
    }

    /** True if the parent has something to do with them before another of them ends. */
    abstract boolean needsParent();

    /** True if those that run are to stop. */
    abstract boolean isStopping();

    /** Lets restored children go on. What had been said to them and not heard is said again. */
    final void revive() {
        for (Execution child : new ArrayList<>(running)) {
            if (child.hasFinished()) {
                ended(child);
            }
        }
        if (!isStopping()) {
            makeUnwritten();
        }
        if (needsParent()) {
            parent.post(new Message.GoOn());
        }
        forEachRunning(Execution::revive);
        if (isStopping()) {
            cancelRunning();
        }
    }

    /** Makes those anew that had begun and not written anything. */
    abstract void makeUnwritten();

    final void ended(Execution child) {
        running.remove(child);
        parent.countSteps(Math.max(0, child.steps() - parent.steps()));
        took(child);
    }

    /** A child goes on elsewhere, or later. */
    final void left(Execution child) {
        running.remove(child);
    }

    /** Runs a child at once, until it ends or waits. */
    final void run(Execution child) {
        running.add(child);
        if (child.runOnParentsStack()) {
            ended(child);
        }
    }

    final int runningCount() {
        return running.size();
    }

    final boolean isQuiet() {
        return running.isEmpty();
    }

    final void cancelRunning() {
        startNoMore();
        forEachRunning(Execution::cancel);
    }

    final void forEachRunning(Consumer<Execution> action) {
        new ArrayList<>(running).forEach(action);
    }
}
