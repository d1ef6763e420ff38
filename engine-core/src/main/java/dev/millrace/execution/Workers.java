package dev.millrace.execution;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
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
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final int stepThreads;
    private final BlockingCalls blockingCalls;
    // made when they are first needed: most short workflows need none, and making both takes 9 ms of a first run
    private volatile @Nullable ExecutorService steps;
    private volatile @Nullable ExecutorService calls;

    /**
     * @param stepThreads threads that run slices of executions
     * @param maxCalls blocking calls at once
     */
    public Workers(int stepThreads, int maxCalls) {
        this.stepThreads = stepThreads;
        this.blockingCalls = new BlockingCalls(call -> calls().execute(call), maxCalls);
    }

    private ExecutorService steps() {
        ExecutorService known = steps;
        return known == null ? madeSteps() : known;
    }

    private synchronized ExecutorService madeSteps() {
        ExecutorService known = steps;
        if (known == null) {
            known = new ThreadPoolExecutor(
                    stepThreads,
                    stepThreads,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    named("millrace-worker-"),
                    // after the end, what is cancelled still has to be told so
                    (slice, pool) -> slice.run());
            steps = known;
        }
        return known;
    }

    private ExecutorService calls() {
        ExecutorService known = calls;
        return known == null ? madeCalls() : known;
    }

    private synchronized ExecutorService madeCalls() {
        ExecutorService known = calls;
        if (known == null) {
            known = callThreads();
            calls = known;
        }
        return known;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** No bound of its own: the calls have one, and a thread whose call is over is not free for the next in the same moment. */
    private static ExecutorService callThreads() {
        ExecutorService virtual = virtualThreads();
        return virtual != null
                ? virtual
                : new ThreadPoolExecutor(
                        0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named("millrace-call-"));
    }

    /** Virtual threads came with Java 21, after the release this is compiled for. */
    private static @Nullable ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException | UnsupportedOperationException e) {
            log().trace("No virtual threads on this Java; blocking calls run on a pool", e);
            return null;
        }
    }

    public Executor forSteps() {
        return slice -> steps().execute(slice);
    }

    public BlockingCalls forCalls() {
        return blockingCalls;
    }

    /** Lets nothing new begin, interrupts what runs, and waits a few seconds for it. */
    @Override
    public void close() {
        blockingCalls.close();
        ExecutorService endedSteps = steps();
        ExecutorService endedCalls = calls();
        endedSteps.shutdownNow();
        endedCalls.shutdownNow();
        try {
            endedSteps.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            endedCalls.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asked for when there is something to say: finding the library for logs takes a tenth of a first run. */
    private static Logger log() {
        return LoggerFactory.getLogger(Workers.class);
    }
}
