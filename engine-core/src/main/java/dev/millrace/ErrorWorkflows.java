package dev.millrace;

import dev.millrace.execution.Environment;
import dev.millrace.execution.FailedExecution;
import dev.millrace.store.StoreException;
import dev.millrace.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the error workflows of executions that have failed (spec sync-api-trigger, section 8). Thread-safe.
 *
 * <p>The execution of an error workflow has an id that follows from that of the failed one. So it is started once, on
 * whatever engine and however often it is tried: until it has begun, the failed one can be found in its store, and before
 * its first step, it cannot any more. What cannot start now is tried again until the engine is closed; then it is the next
 * engine's to start if there is a store, and nobody's if there is none.
 */
final class ErrorWorkflows {
    private static final long RETRY_MILLIS = 10_000;

    private final Millrace millrace;
    private final Environment environment;

    ErrorWorkflows(Millrace millrace, Environment environment) {
        this.millrace = millrace;
        this.environment = environment;
    }

    /** Returns at once. */
    void startFor(FailedExecution failed) {
        try {
            threads().execute(() -> attempt(failed));
        } catch (RejectedExecutionException e) {
            tryAgain(failed, e);
        }
    }

    /** A start waits for the store, where there is one; what waits must keep no worker. */
    private Executor threads() {
        return environment.executions() == null ? environment.workers() : environment.blocking();
    }

    private void attempt(FailedExecution failed) {
        try {
            millrace.workflows()
                    .find(failed.errorWorkflowId())
                    .ifPresentOrElse(
                            workflow -> start(workflow, failed),
                            () -> giveUp(failed, "it is not deployed; deploy it, or name another as errorWorkflowId"));
        } catch (StoreException e) {
            tryAgain(failed, e);
        }
    }

    private void start(Workflow workflow, FailedExecution failed) {
        try {
            millrace.prepare(workflow).start(request(failed), failed::settle);
        } catch (InvalidWorkflowException e) {
            giveUp(failed, e.getMessage());
        } catch (StartRefusedException e) {
            refused(failed, e);
        }
    }

    private static StartRequest request(FailedExecution failed) {
        return StartRequest.plain()
                .withTriggeredBy(FailedExecution.TRIGGERED_BY)
                .withTriggerData(failed.data())
                .withExecutionId(executionId(failed))
                .besideOtherExecutions();
    }

    private static String executionId(FailedExecution failed) {
        String name = FailedExecution.TRIGGERED_BY + "/" + failed.id();
        return "exec-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private void refused(FailedExecution failed, StartRefusedException refusal) {
        switch (refusal.reason()) {
            case ALREADY_STARTED -> failed.settle();
            case ALREADY_RUNNING, TOO_MANY_RUNNING, NOT_WRITTEN_DOWN -> tryAgain(failed, refusal);
            case UNKNOWN_WORKFLOW, TRIGGER_FAILED -> giveUp(failed, refusal.getMessage());
            case CLOSED -> leave(failed);
        }
    }

    private void tryAgain(FailedExecution failed, RuntimeException why) {
        log().warn(
                        "The error workflow {} cannot start now for execution {} of workflow {}; it is tried again in {} s: {}",
                        failed.errorWorkflowId(),
                        failed.id(),
                        failed.workflow(),
                        RETRY_MILLIS / 1_000,
                        why.getMessage());
        environment.timers().at(environment.clock().epochMillis() + RETRY_MILLIS, () -> startFor(failed));
    }

    private static void giveUp(FailedExecution failed, @Nullable String why) {
        log().error(
                        "The error workflow {} does not start for execution {} of workflow {}: {}",
                        failed.errorWorkflowId(),
                        failed.id(),
                        failed.workflow(),
                        why);
        failed.settle();
    }

    private void leave(FailedExecution failed) {
        if (environment.executions() == null) {
            log().warn(
                            "The error workflow {} does not start for execution {} of workflow {}: the engine is closed;"
                                    + " give it a store of executions to start it with the next one",
                            failed.errorWorkflowId(),
                            failed.id(),
                            failed.workflow());
        }
    }

    /** Asked for when there is something to say: finding the library for logs takes a tenth of a first run. */
    private static Logger log() {
        return LoggerFactory.getLogger(ErrorWorkflows.class);
    }
}
