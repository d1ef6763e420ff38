package dev.millrace.script.graal;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a runner: daemons with names and, for scripts, a stack of a known size. */
final class Threads {
    /** What a script may nest; deep enough for a parser, small enough that an endless recursion ends soon. */
    private static final long STACK_BYTES = 1 << 20;

    private Threads() {}

    static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, prefix + "-" + number.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** For ending scripts, which takes as long as a script does not stop. */
    static ThreadPoolExecutor forEnding() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named("millrace-script-end"));
    }
}
