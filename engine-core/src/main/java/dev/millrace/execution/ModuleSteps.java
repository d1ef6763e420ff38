package dev.millrace.execution;

import dev.millrace.module.Effect;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.module.StepError;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.plan.StepSource;
import dev.millrace.template.Evaluator;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The steps that call a module: the call, the answer at once or later, the step's time limit, and giving a call up. */
abstract class ModuleSteps extends Course {
    /** What most modules without outputs answer; told apart first, because it needs no more work. */
    private static final StepResult NOTHING = StepResult.done();

    /** The current attempt, or the last one if that is over and its object can serve again. */
    private @Nullable ModuleStep call;
    /** True while the module has not answered. */
    private boolean inCall;
    /** True while the step waits for its journal, before it calls its module. */
    private boolean awaitsJournal;

    ModuleSteps(Environment environment, Plan plan) {
        super(environment, plan);
    }

    ModuleSteps(Course parent, Plan plan) {
        super(parent, plan);
    }

    ModuleSteps(Course parent, StepRange steps) {
        super(parent, steps);
    }

    /** A module waits for something; the next step if it came early. */
    abstract int park(Op.ModuleCall op, ModuleStep step, WakeCondition until);

    /** True if a call is under way: the module has not answered. */
    final boolean inCall() {
        return inCall;
    }

    // ---------------------------------------------------------------- calling

    @Override
    public int module(Op.ModuleCall op) {
        JournalPage own = page;
        if (own != null && mayTouchTheWorld(op) && !own.isReadyFor(op, self())) {
            awaitsJournal = true;
            own.tellWhenDurable(self());
            return PARKED;
        }
        ModuleStep step = nextAttempt(op);
        return op.blocks ? runBlocking(op, step) : settle(op, step, ModuleInvocation.run(op.module, step));
    }

    private static boolean mayTouchTheWorld(Op.ModuleCall op) {
        return op.blocks || op.source.effect() != Effect.PURE;
    }

    /** True once, if the step has waited for its journal. */
    final boolean hasAwaitedJournal() {
        boolean awaited = awaitsJournal;
        awaitsJournal = false;
        return awaited;
    }

    final boolean awaitsJournal() {
        return awaitsJournal;
    }

    private ModuleStep nextAttempt(Op.ModuleCall op) {
        @Nullable Object[] values = inputs(op);
        ModuleStep last = call;
        if (last != null) {
            return last.reusedFor(op, values, attempt() + 1);
        }
        ModuleStep step = new ModuleStep(self(), op, values, attempt() + 1);
        call = step;
        return step;
    }

    /** An attempt beside the one that may be kept: of a trigger, or after a wait. */
    final ModuleStep freshAttempt(Op.ModuleCall op) {
        return new ModuleStep(self(), op, inputs(op), attempt() + 1);
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

    private int runBlocking(Op.ModuleCall op, ModuleStep step) {
        inCall = true;
        limitStep(Wait.Kind.CALL_LIMIT);
        boolean begun = environment
                .blocking()
                .begin(step, () -> onThisThread(op, step), result -> postAndRun(new Message.Answered(step, result)));
        if (!begun) {
            environment
                    .blocking()
                    .takeBackOnCancel(step, () -> post(new Message.Answered(step, ModuleInvocation.toldToStop())));
        }
        return PARKED;
    }

    private static StepResult onThisThread(Op.ModuleCall op, ModuleStep step) {
        step.runsOn(Thread.currentThread());
        StepResult result = ModuleInvocation.run(op.module, step);
        step.runsOn(null);
        return result;
    }

    /** Takes the call back if it still waits for a thread; false if it has begun, or there is none. */
    final boolean tookCallBack() {
        ModuleStep waiting = call;
        if (!inCall || waiting == null || !environment.blocking().takeBack(waiting)) {
            return false;
        }
        endWait();
        noCall();
        return true;
    }

    private int await(ModuleStep step, CompletionStage<? extends StepResult> stage) {
        call = step;
        inCall = true;
        limitStep(Wait.Kind.CALL_LIMIT);
        step.cancellation().onCancel(() -> stage.toCompletableFuture().cancel(true));
        stage.whenComplete((result, thrown) -> {
            StepResult answer = thrown != null ? ModuleInvocation.failed(thrown) : result;
            post(new Message.Answered(
                    step,
                    answer == null || answer instanceof StepResult.Later
                            ? StepResult.failed("Unexpected error", "the module gave no result")
                            : answer));
        });
        return PARKED;
    }

    /** Runs a trigger's module and keeps its outputs; the error if it failed. */
    final @Nullable StepError runTrigger(Op.ModuleCall trigger) {
        StepResult result = ModuleInvocation.run(trigger.module, freshAttempt(trigger));
        if (result instanceof StepResult.Done done) {
            seed(trigger.slot, PlainOutputs.of(done.outputs()));
            return null;
        }
        return result instanceof StepResult.Failed failed
                ? failed.error()
                : new StepError("Unexpected error", "a trigger must answer at once");
    }

    // ---------------------------------------------------------------- answers

    /** Turns what a module answered into the next step. */
    final int settle(Op.ModuleCall op, ModuleStep step, @Nullable StepResult result) {
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
            resolved = op.constants == null ? step.values() : null;
            return park(op, step, waiting.until());
        }
        if (result instanceof StepResult.Later later) {
            return await(step, later.stage());
        }
        return fail(op.source, new StepError("Unexpected error", "the module gave no result"));
    }

    /** A module that did not answer at once has answered. */
    final void answered(ModuleStep answering, StepResult result) {
        if (answering != call || !inCall) {
            return;
        }
        endWait();
        noCall();
        if (hasStopped()) {
            return;
        }
        Op.ModuleCall op = answering.op();
        int next;
        try {
            next = settle(op, answering, result);
        } catch (RuntimeException e) {
            next = fail(op.source, ModuleInvocation.errorOf(e));
        }
        landed(op, next);
    }

    // ---------------------------------------------------------------- giving up

    /** Gives the attempt up: its object stays with whoever still has it. */
    final void noCall() {
        call = null;
        inCall = false;
    }

    /** The step's time is up before its module has answered. */
    final void giveUpCall() {
        if (call != null) {
            call.cancel();
        }
        noCall();
        timedOut();
    }

    /** The current step fails because its time is up. */
    final void timedOut() {
        Op op = currentOp();
        landed(op, fail(timedOut(op.source)));
    }

    static Failure timedOut(StepSource source) {
        StepError error = new StepError(
                "Timed out", "the step did not end within " + source.policy().timeoutMillis() + " ms");
        return new Failure(error, source.id(), source.index(), Map.of());
    }

    /** Tells the module to stop, and gives it a little time to do so. */
    final void stopCall() {
        cancelCall();
        long now = environment.clock().epochMillis();
        long end = now + environment.limits().grace().toMillis();
        limit(new Wait(this, Wait.Kind.GRACE, now, end, null));
    }

    /** Tells the module to stop. Called by any thread. */
    final void cancelCall() {
        ModuleStep running = call;
        if (running != null) {
            running.cancel();
        }
    }

    /** The module has not stopped in time: the execution ends without it. */
    final void abandonCall() {
        noCall();
        environment.directory().abandoned(self(), currentOp().source.moduleId());
        if (!hasStopped()) {
            finish(ExecutionStatus.CANCELLED);
        }
    }

    // ---------------------------------------------------------------- snapshots

    @Override
    State state(Baseline known) {
        return super.state(known).put("inCall", inCall);
    }

    @Override
    void restore(State state) {
        super.restore(state);
        inCall = state.flag("inCall");
    }
}
