package dev.millrace.launcher;

import dev.millrace.ExecutionHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While armed, a request to end the process (Ctrl-C, SIGTERM) cancels the execution, lets its result be printed and ends
 * the process with exit code 1. Without it the process would end in the middle, with nothing said.
 */
final class Interruption {
    private static final int GRACE_SECONDS = 10;

    private final CountDownLatch printed = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(ExecutionHandle execution) {
        this.hook = new Thread(() -> cancelAndWait(execution), "millrace-interruption");
    }

    static Interruption cancelling(ExecutionHandle execution) {
        Interruption interruption = new Interruption(execution);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void cancelAndWait(ExecutionHandle execution) {
        execution.cancel();
        try {
            printed.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // the exit code of a signal is the system's otherwise; exit() would wait for this hook
        Runtime.getRuntime().halt(ExitCode.NOT_COMPLETED);
    }

    /** The result is printed. */
    void disarm() {
        printed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook runs and ends the process
        }
    }
}
