package dev.millrace.execution;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's threads: a few for steps that compute, and others, virtual where there are such, for calls that wait. */
public final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ExecutorService steps;
    private final ExecutorService calls;
    private final Semaphore callPermits;

    /**
     * @param stepThreads threads that run slices of executions
     * @param maxCalls blocking calls at once
     */
    public Workers(int stepThreads, int maxCalls) {
        this.steps = new ThreadPoolExecutor(
                stepThreads,
                stepThreads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named("millrace-worker-"),
                // after the end, what is cancelled still has to be told so
                (slice, pool) -> slice.run());
        this.calls = callThreads(maxCalls);
        this.callPermits = new Semaphore(maxCalls);
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static ExecutorService callThreads(int maxCalls) {
        ExecutorService virtual = virtualThreads();
        return virtual != null
                ? virtual
                : new ThreadPoolExecutor(
                        0, maxCalls, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named("millrace-call-"));
    }

    /** Virtual threads came with Java 21, after the release this is compiled for. */
    private static @Nullable ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException | UnsupportedOperationException e) {
            LOG.trace("No virtual threads on this Java; blocking calls run on a pool", e);
            return null;
        }
    }

    public Executor forSteps() {
        return steps;
    }

    public Executor forCalls() {
        return task -> {
            if (!callPermits.tryAcquire()) {
                throw new RejectedExecutionException("as many blocking calls as may run at once are under way");
            }
            try {
                calls.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        callPermits.release();
                    }
                });
            } catch (RejectedExecutionException e) {
                callPermits.release();
                throw e;
            }
        };
    }

    /** Lets nothing new begin, interrupts what runs, and waits a few seconds for it. */
    @Override
    public void close() {
        steps.shutdownNow();
        calls.shutdownNow();
        try {
            steps.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            calls.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
