package dev.millrace.execution;

import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The steps whose module waits for a time or a signal without holding a thread, and what wakes them. */
abstract class WaitingSteps extends ModuleSteps {
    WaitingSteps(Environment environment, Plan plan) {
        super(environment, plan);
    }

    WaitingSteps(Course parent, Plan plan) {
        super(parent, plan);
    }

    WaitingSteps(Course parent, StepRange steps) {
        super(parent, steps);
    }

    /** The step's time is up before all its children have ended. */
    abstract void giveUpChildren();

    /** The signals sent to the execution and not taken yet; null if none was ever sent. */
    abstract @Nullable SignalBox signalsIfAny();

    @Override
    final int park(Op.ModuleCall op, ModuleStep step, WakeCondition until) {
        long now = environment.clock().epochMillis();
        if (until instanceof WakeCondition.TimePasses time) {
            return rest(op, now, after(now, time.time()), null);
        }
        WakeCondition.Signal signal = (WakeCondition.Signal) until;
        SignalBox kept = signalsIfAny();
        SignalBox.Signal early = kept == null ? null : kept.take(signal.name());
        if (early != null) {
            noteTaken(early);
            return resume(op, step, new WakeUp(WakeUp.Reason.SIGNAL, early.payload(), Duration.ZERO));
        }
        Duration limit = signal.limit();
        return rest(op, now, limit == null ? Wait.NEVER : after(now, limit), signal.name());
    }

    private static long after(long now, Duration time) {
        long millis = Math.max(0, time.toMillis());
        return millis > Wait.NEVER - now ? Wait.NEVER : now + millis;
    }

    private int rest(Op op, long now, long until, @Nullable String signal) {
        long limitMillis = op.source.policy().timeoutMillis();
        long stepEnd = limitMillis > 0 ? now + limitMillis : Wait.NEVER;
        rest(
                stepEnd < until
                        ? new Wait(this, Wait.Kind.MODULE_LIMIT, now, stepEnd, signal)
                        : new Wait(this, Wait.Kind.MODULE, now, until, signal));
        return PARKED;
    }

    private int resume(Op.ModuleCall op, ModuleStep step, WakeUp wakeUp) {
        return settle(op, step, ModuleInvocation.resume(op.module, step, wakeUp));
    }

    private void noteTaken(SignalBox.Signal signal) {
        if (page != null) {
            page.took(signal);
        }
    }

    private void wake(Wait over, WakeUp.Reason reason, @Nullable Object payload) {
        Op.ModuleCall op = (Op.ModuleCall) currentOp();
        if (page != null) {
            page.fallBehind();
        }
        Duration waited = Duration.ofMillis(Math.max(0, environment.clock().epochMillis() - over.sinceMillis()));
        landed(op, resume(op, freshAttempt(op), new WakeUp(reason, payload, waited)));
    }

    /** The alarm of a wait. */
    final void timeIsUp(Wait over) {
        if (over != wait) {
            return;
        }
        endWait();
        switch (over.kind()) {
            case MODULE -> {
                boolean timeOnly = over.signal() == null;
                wake(over, timeOnly ? WakeUp.Reason.TIME_PASSED : WakeUp.Reason.LIMIT_REACHED, null);
            }
            case MODULE_LIMIT -> {
                giveUp(over);
                timedOut();
            }
            case RETRY -> phase = Phase.RUNNABLE;
            case CALL_LIMIT -> giveUpCall();
            case CHILDREN_LIMIT -> giveUpChildren();
            case GRACE -> abandonCall();
        }
    }

    /** The execution is stopped while it may wait for something. */
    final void giveUpWait() {
        Wait over = wait;
        if (over != null) {
            giveUp(over);
        }
    }

    /** Tells the module of a waiting step that it will not be resumed. */
    private void giveUp(Wait over) {
        if (over.kind() == Wait.Kind.MODULE || over.kind() == Wait.Kind.MODULE_LIMIT) {
            Op.ModuleCall op = (Op.ModuleCall) currentOp();
            ModuleInvocation.giveUp(op.module, freshAttempt(op));
        }
    }

    /** A signal has come that the step may wait for; it is in the box. True if it has been taken. */
    final boolean tookSignal(String name, SignalBox box) {
        Wait current = wait;
        if (current == null || !name.equals(current.signal())) {
            return false;
        }
        SignalBox.Signal taken = box.take(name);
        if (taken != null) {
            endWait();
            noteTaken(taken);
            wake(current, WakeUp.Reason.SIGNAL, taken.payload());
        }
        return true;
    }
}
