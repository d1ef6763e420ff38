package dev.millrace.egress;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's few threads. They are daemons, and end when nothing is left for them to do. */
final class EgressThreads {
    private static final int IDLE_SECONDS = 10;

    private EgressThreads() {}

    static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What comes after its end is run at once: a call that fails because of the end has to be told so. */
    static ThreadPoolExecutor pool(String prefix, int size) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named(prefix),
                (task, ended) -> task.run());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
