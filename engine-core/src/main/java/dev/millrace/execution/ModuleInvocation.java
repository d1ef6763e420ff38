package dev.millrace.execution;

import dev.millrace.module.Module;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepError;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeUp;
import dev.millrace.template.EvaluationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls modules so that whatever they throw becomes a failure of their step. */
final class ModuleInvocation {
    private ModuleInvocation() {}

    static StepResult run(Module module, StepContext step) {
        try {
            return module.run(step);
        } catch (InterruptedException e) {
            return interrupted();
        } catch (Exception | Error e) {
            return StepResult.failed(errorOf(e));
        }
    }

    static StepResult resume(Module module, ModuleStep step, WakeUp wakeUp) {
        try {
            return module.resume(step, wakeUp);
        } catch (InterruptedException e) {
            return interrupted();
        } catch (Exception | Error e) {
            return StepResult.failed(errorOf(e));
        }
    }

    static void giveUp(Module module, ModuleStep step) {
        try {
            module.giveUp(step);
        } catch (RuntimeException | Error e) {
            log().warn("A module threw an exception when its waiting step {} was given up", step.stepId(), e);
        }
    }

    private static StepResult interrupted() {
        Thread.currentThread().interrupt();
        return toldToStop();
    }

    /** The failure of a step that stopped because it was told to. */
    static StepResult toldToStop() {
        return StepResult.failed("Interrupted", "the step was told to stop");
    }

    /** The failure for an answer that came as an exception. */
    static StepResult failed(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return StepResult.failed(errorOf(thrown instanceof CompletionException && cause != null ? cause : thrown));
    }

    static StepError errorOf(Throwable thrown) {
        if (thrown instanceof StepFailedException failed) {
            return failed.error();
        }
        if (thrown instanceof EvaluationException || thrown instanceof ArithmeticException) {
            return new StepError("Invalid expression", String.valueOf(thrown.getMessage()));
        }
        if (thrown instanceof StackOverflowError) {
            return new StepError("Unexpected error", "the step needed more stack than there is");
        }
        if (thrown instanceof VirtualMachineError) {
            log().warn("The JVM had an error in a module; its step fails", thrown);
        } else {
            log().debug("A module threw an exception; its step fails", thrown);
        }
        String kind = thrown.getClass().getSimpleName();
        String message = thrown.getMessage();
        return new StepError("Unexpected error", message == null ? kind : kind + ": " + message);
    }

    /** Asked for when there is something to say: finding the library for logs takes a tenth of a first run. */
    private static Logger log() {
        return LoggerFactory.getLogger(ModuleInvocation.class);
    }
}
