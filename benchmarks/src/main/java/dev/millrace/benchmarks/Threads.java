package dev.millrace.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Pools of daemon threads: a shape that never ends must not keep the JVM alive. */
final class Threads {
    private Threads() {}

    static ExecutorService fixed(String name, int size) {
        return Executors.newFixedThreadPool(size, daemons(name));
    }

    /** As many threads as tasks, kept for a minute. */
    static ExecutorService unbounded(String name) {
        return Executors.newCachedThreadPool(daemons(name));
    }

    static boolean areVirtual() {
        return Runtime.version().feature() >= 21;
    }

    /**
     * A virtual thread per task, found by reflection because this code is compiled for Java 17.
     *
     * @throws IllegalStateException below Java 21; ask {@link #areVirtual} first
     */
    static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual threads need Java 21 or later", e);
        }
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
