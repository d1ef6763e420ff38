package dev.millrace.launcher;

import dev.millrace.ExecutionHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While armed, a request to end the process (Ctrl-C, SIGTERM) cancels the execution, lets its result be printed and ends
 * the process with exit code 1. Without it the process would end in the middle, with nothing said. Armed before the
 * execution starts, as the request may come with its first step.
 */
final class Interruption {
    private static final int GRACE_SECONDS = 10;

    private final CompletableFuture<ExecutionHandle> started = new CompletableFuture<>();
    private final CountDownLatch printed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::cancelAndWait, "millrace-interruption");

    private Interruption() {}

    static Interruption armed() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** What is to be cancelled. */
    void started(ExecutionHandle execution) {
        started.complete(execution);
    }

    private void cancelAndWait() {
        var unused = started.thenAccept(ExecutionHandle::cancel);
        try {
            printed.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // the exit code of a signal is the system's otherwise; exit() would wait for this hook
        Runtime.getRuntime().halt(ExitCode.NOT_COMPLETED);
    }

    /** The result is printed, or there is none. */
    void disarm() {
        printed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook runs and ends the process
        }
    }
}
