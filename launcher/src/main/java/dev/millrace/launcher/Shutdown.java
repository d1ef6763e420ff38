package dev.millrace.launcher;

import dev.millrace.http.MillraceServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Ends a server when the process is told to end (Ctrl-C, SIGTERM) or its thread is interrupted: no new requests, a grace
 * time for what runs, then the rest is cut.
 */
final class Shutdown {
    private final Runnable endOfEngine;
    private final MillraceServer server;
    private final Duration grace;
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param endOfEngine gives what runs the same grace */
    Shutdown(Runnable endOfEngine, MillraceServer server, Duration grace) {
        this.endOfEngine = endOfEngine;
        this.server = server;
        this.grace = grace;
    }

    /** Waits until the process is told to end, then closes the server and the engine. */
    void await() {
        Thread hook = new Thread(this::end, "millrace-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            told.await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        close();
        closed.countDown();
    }

    /** The process ends when its hooks have. */
    private void end() {
        told.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Side by side: requests wait for executions, and those must not outlast the grace time of the requests. */
    private void close() {
        Thread requests = new Thread(() -> server.close(grace), "millrace-shutdown-requests");
        requests.start();
        endOfEngine.run();
        try {
            requests.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
