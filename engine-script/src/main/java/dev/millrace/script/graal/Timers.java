package dev.millrace.script.graal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that says when a time has passed. What it runs must only hand over. */
final class Timers implements AutoCloseable {
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, Threads.named("millrace-script-timer"));

    Timers() {
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(30, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    Future<?> after(Duration time, Runnable action) {
        try {
            return thread.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) { // what runs is being ended anyway
            return CompletableFuture.completedFuture(null);
        }
    }

    void cancelAll(Map<Integer, Future<?>> timers) {
        for (Future<?> timer : new ArrayList<>(timers.values())) {
            timer.cancel(false);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
