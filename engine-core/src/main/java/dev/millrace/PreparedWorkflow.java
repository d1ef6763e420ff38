package dev.millrace;

import dev.millrace.execution.Environment;
import dev.millrace.execution.Execution;
import dev.millrace.execution.RunningExecutions;
import dev.millrace.execution.RunningExecutions.Admission;
import dev.millrace.execution.Triggering;
import dev.millrace.module.StepError;
import dev.millrace.plan.Plan;
import dev.millrace.store.ExecutionLostException;
import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A compiled workflow, ready to be run any number of times by any number of threads. */
public final class PreparedWorkflow {
    private static final int MAX_WRITE_SECONDS = 30;

    private final Environment environment;
    private final Plan plan;
    private final List<Problem> warnings;
    private final RunningExecutions running;
    private final Triggering.ManualSeed manualSeed;
    private final long ownLimitMillis;

    PreparedWorkflow(Environment environment, Plan plan, List<Problem> warnings, RunningExecutions running) {
        this.environment = environment;
        this.plan = plan;
        this.warnings = warnings;
        this.running = running;
        this.manualSeed = Triggering.manualSeed(environment, plan);
        Integer seconds = plan.workflow().maxExecutionSeconds();
        this.ownLimitMillis = seconds == null || seconds <= 0 ? Long.MAX_VALUE : seconds * 1_000L;
    }

    public Workflow workflow() {
        return plan.workflow();
    }

    /** What the compiler found that does not stop a start. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** Runs it on the calling thread, and waits where it waits. */
    public ExecutionResult run() {
        return run(StartRequest.plain());
    }

    public ExecutionResult run(Map<String, ?> inputs) {
        return run(StartRequest.inputs(inputs));
    }

    /**
     * Runs it on the calling thread, and waits where it waits. An interrupt cancels the execution and is kept.
     *
     * @throws StartRefusedException if it may not start now
     * @throws ExecutionLostException if it goes on elsewhere, or when the engine is opened again
     */
    public ExecutionResult run(StartRequest request) {
        Execution execution = begin(request);
        execution.runHere();
        if (!execution.isOver()) {
            awaitEnd(execution);
        }
        return ExecutionResult.of(execution);
    }

    private static void awaitEnd(Execution execution) {
        boolean interrupted = false;
        while (true) {
            try {
                execution.whenOver().get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                execution.cancel();
            } catch (ExecutionException e) {
                throw StartedExecution.without(e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts it on the engine's workers and returns at once.
     *
     * @throws StartRefusedException if it may not start now
     */
    public ExecutionHandle start(StartRequest request) {
        return start(request, () -> {});
    }

    /**
     * As {@link #start(StartRequest)}.
     *
     * @param begun is called when the beginning of the execution is durable, before its first step
     */
    ExecutionHandle start(StartRequest request, Runnable begun) {
        Execution execution = begin(request);
        begun.run();
        execution.runOnWorker();
        return new StartedExecution(execution);
    }

    /**
     * Starts it on the calling thread, and returns as soon as it is over or something else has its turn: it waits, a module
     * is called on a thread of its own, or it has run as many steps as a slice may have. It goes on on the engine's
     * workers. So a short workflow is over when this returns, without a change of threads, and a long one holds nobody.
     *
     * @throws StartRefusedException if it may not start now
     */
    public ExecutionHandle startHere(StartRequest request) {
        Execution execution = begin(request);
        execution.runFirstSliceHere();
        return new StartedExecution(execution);
    }

    /** The index of a step at which an execution may begin. */
    int placeToBegin(String stepId) {
        List<Step> steps = plan.workflow().steps();
        for (int index = 0; index < steps.size(); index++) {
            if (steps.get(index).id().equals(stepId)) {
                return checkedPlace(index, stepId);
            }
        }
        throw new IllegalArgumentException(
                "workflow " + Excerpt.quoted(plan.workflow().name()) + " has no step " + Excerpt.quoted(stepId)
                        + "; use the id of one of its steps");
    }

    private int checkedPlace(int index, String stepId) {
        if (!plan.mayBeginAt(index)) {
            throw new IllegalArgumentException("step " + (index + 1) + " (" + stepId + ") of workflow "
                    + Excerpt.quoted(plan.workflow().name())
                    + " is inside a loop, try or branch; begin at the start of the block");
        }
        return index;
    }

    List<String> stepsFrom(int index) {
        return plan.workflow().steps().stream().skip(index).map(Step::id).toList();
    }

    /** As {@link #start}, from a step on, with the outputs of those before it. */
    ExecutionHandle startAt(int step, Map<String, Map<String, @Nullable Object>> outputs, StartRequest request) {
        Execution execution = begin(request, fresh -> fresh.beginAt(step, outputs));
        execution.runOnWorker();
        return new StartedExecution(execution);
    }

    private Execution begin(StartRequest request) {
        return begin(request, fresh -> {});
    }

    /** @param beginning what it is to have before anybody knows of it */
    private Execution begin(StartRequest request, Consumer<Execution> beginning) {
        Execution execution = Execution.of(environment, plan);
        String givenId = request.executionId();
        if (givenId != null) {
            execution.take(givenId);
        }
        execution.begin(request.triggeredBy(), request.callerId(), request.triggerData(), request.inputs());
        StepError unseeded = request.triggerStepId() == null
                ? manualSeed.sow(execution)
                : Triggering.seed(execution, request.triggerStepId());
        if (unseeded != null) {
            throw new StartRefusedException(
                    StartRefusedException.Reason.TRIGGER_FAILED, unseeded.title() + ": " + unseeded.message());
        }
        beginning.accept(execution);
        admit(execution, request);
        if (givenId != null && !environment.directory().claimed(execution, givenId)) {
            execution.takeBackStart();
            throw alreadyStarted(givenId);
        }
        long limit = limitMillis(request.timeLimit());
        if (limit != Long.MAX_VALUE) {
            execution.limitTime(limit);
        }
        if (environment.executions() != null) {
            writeStart(execution);
        }
        return execution;
    }

    private static StartRefusedException alreadyStarted(String id) {
        return new StartRefusedException(
                StartRefusedException.Reason.ALREADY_STARTED,
                "an execution with the id \"" + id + "\" has been started already; give each its own");
    }

    /** Nobody is told of a start that is not durable. */
    private void writeStart(Execution execution) {
        boolean interrupted = false;
        boolean isAnothers = false;
        try {
            execution.writeStart().get(MAX_WRITE_SECONDS, TimeUnit.SECONDS);
            return;
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
            isAnothers = e.getCause() instanceof ExecutionLostException
                    && environment.directory().isStored(execution.id());
            if (!isAnothers) {
                log().warn("The start of execution {} could not be written down", execution.id(), e);
            }
        }
        execution.takeBackStart();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (isAnothers) {
            throw alreadyStarted(execution.id());
        }
        throw new StartRefusedException(
                StartRefusedException.Reason.NOT_WRITTEN_DOWN,
                "the start of workflow \"" + plan.workflow().name() + "\" could not be written down within "
                        + MAX_WRITE_SECONDS + " s; see whether the store can write, and start it again");
    }

    /** Asked for when there is something to say: finding the library for logs takes a tenth of a first run. */
    private static Logger log() {
        return LoggerFactory.getLogger(PreparedWorkflow.class);
    }

    private void admit(Execution execution, StartRequest request) {
        Admission admission = running.admit(execution, reentry(request));
        if (admission == Admission.BUSY) {
            throw new StartRefusedException(
                    StartRefusedException.Reason.ALREADY_RUNNING,
                    "workflow \"" + plan.workflow().name()
                            + "\" runs already; wait for its end, or set reentryBehavior to allow_parallel");
        }
        if (admission == Admission.CLOSED) {
            throw new StartRefusedException(StartRefusedException.Reason.CLOSED, "the engine is closed");
        }
        if (admission == Admission.FULL) {
            throw new StartRefusedException(
                    StartRefusedException.Reason.TOO_MANY_RUNNING,
                    "workflow \"" + plan.workflow().name()
                            + "\" runs as often at once as it may; try again when an execution has ended");
        }
    }

    private ReentryBehavior reentry(StartRequest request) {
        ReentryBehavior own = plan.workflow().reentry();
        return own == ReentryBehavior.BLOCK_NEW && request.besideOthers() ? ReentryBehavior.ALLOW_PARALLEL : own;
    }

    private long limitMillis(@Nullable Duration requested) {
        return requested == null ? ownLimitMillis : Math.min(ownLimitMillis, Math.max(0, requested.toMillis()));
    }
}
