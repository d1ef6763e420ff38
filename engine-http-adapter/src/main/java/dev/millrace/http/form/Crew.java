package dev.millrace.http.form;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for calls that have waited for their place. Thread-safe. */
final class Crew implements Executor, AutoCloseable {
    private static final int THREADS = 4;
    private static final int MAX_WAITING = 10_000;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), work -> {
                Thread thread = new Thread(work, "millrace-objects");
                thread.setDaemon(true);
                return thread;
            });

    Crew() {
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
