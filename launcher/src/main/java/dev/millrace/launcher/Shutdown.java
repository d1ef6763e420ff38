package dev.millrace.launcher;

import dev.millrace.Millrace;
import dev.millrace.http.MillraceServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Ends a server when the process is told to end (Ctrl-C, SIGTERM): no new requests, a grace time, then the rest is cut. */
final class Shutdown {
    private final CountDownLatch told = new CountDownLatch(1);

    private Shutdown() {}

    static Shutdown of(Millrace engine, MillraceServer server, Duration grace) {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            // side by side: requests wait for executions, and executions must not outlast the grace time
                            Thread requests = new Thread(() -> server.close(grace), "millrace-shutdown-requests");
                            requests.start();
                            engine.close(grace);
                            join(requests);
                            shutdown.told.countDown();
                        },
                        "millrace-shutdown"));
        return shutdown;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the process is told to end and everything is closed. */
    void await() throws InterruptedException {
        told.await();
    }
}
