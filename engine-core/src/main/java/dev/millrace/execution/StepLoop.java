package dev.millrace.execution;

import dev.millrace.module.StepError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.plan.StepSource;

/** Carries out one step after the other, and counts them. */
abstract class StepLoop extends ChildSteps {
    private long steps;
    private long stepStart;

    StepLoop(Environment environment, Plan plan) {
        super(environment, plan);
        this.stepStart = recording == null ? 0 : recording.startNanos();
    }

    StepLoop(Execution parent, Plan plan) {
        super(parent, plan);
        this.steps = parent.steps();
        this.stepStart = recording == null ? 0 : environment.clock().nanoTime();
    }

    StepLoop(Execution parent, StepRange range) {
        super(parent, range);
        this.steps = parent.steps();
        this.stepStart = recording == null ? 0 : environment.clock().nanoTime();
    }

    /**
     * Runs steps until one waits, so many have run, or a message has come.
     *
     * @param most at most a slice
     */
    final void advance(int most) {
        Op[] ops = recording == null ? plan.unrecordedOps() : plan.ops();
        int last = range.end();
        long allowed = environment.limits().maxSteps() - steps;
        int slice = (int) Math.min(most, Math.max(0, allowed));
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
                recording.stepStarted(self(), op);
            }
            int next = carryOut(op);
            if (next < 0) {
                landed(op, next);
                if (phase != Phase.RUNNABLE) {
                    break;
                }
            } else {
                if (recording != null) {
                    recording.stepCompleted(self(), op);
                }
                if (isFirstAttempt()) {
                    pc = next;
                } else {
                    goOnAt(next);
                }
            }
        }
        steps += slice - left;
        if (steps >= environment.limits().maxSteps() && phase == Phase.RUNNABLE && pc < last) {
            tooManySteps();
        }
    }

    /** Carries out the current step, which has begun and waited for its journal since. */
    final void carryOutCurrent() {
        Op op = currentOp();
        landed(op, carryOut(op));
    }

    private int carryOut(Op op) {
        try {
            return frequent(op);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return fail(op.source, ModuleInvocation.errorOf(e));
        }
    }

    /**
     * The same as {@code op.on(this)}. Where a loop meets more than two kinds of operations the virtual machine does not
     * build that call into it; it does so with the four kinds told apart here, which makes loop1000 a fifth faster.
     */
    private int frequent(Op op) {
        if (op instanceof Op.ModuleCall call) {
            return module(call);
        }
        if (op instanceof Op.Branch branch) {
            return branch(branch);
        }
        if (op instanceof Op.SetVariable set) {
            return setVariable(set);
        }
        if (op instanceof Op.LoopEnd end) {
            return repeatLoop(end);
        }
        return op.on(this);
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

    final long steps() {
        return steps;
    }

    final void countSteps(long more) {
        steps += more;
    }

    final long stepStart() {
        return stepStart;
    }

    /** When the current step began; the next one begins now. */
    final long stepStart(long now) {
        long start = stepStart;
        stepStart = now;
        return start;
    }

    // ---------------------------------------------------------------- snapshots

    @Override
    State state(Baseline known) {
        return super.state(known).put("steps", steps);
    }

    @Override
    void restore(State state) {
        super.restore(state);
        steps = state.number("steps", 0);
    }
}
