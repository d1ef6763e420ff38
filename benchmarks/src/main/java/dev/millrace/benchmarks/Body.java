package dev.millrace.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * What a step does, the same for every engine.
 *
 * <p>The count proves in the smoke test that no engine skips a step. The switch is a constant, so the compiler removes the
 * count from every measured run. Thread-safe.
 */
final class Body {
    static final String COUNT_PROPERTY = "dev.millrace.benchmarks.count";

    static final long BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final boolean COUNT = Boolean.getBoolean(COUNT_PROPERTY);
    private static final LongAdder CALLS = new LongAdder();

    private Body() {}

    /** A trivial step. */
    static void compute() {
        if (COUNT) {
            CALLS.increment();
        }
    }

    /** Holds the thread for {@link #BLOCK_NANOS}, as a call over the network would. */
    static void block() {
        compute();
        long end = System.nanoTime() + BLOCK_NANOS;
        for (long left = BLOCK_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Calls since the JVM started; always 0 unless the JVM runs with {@code -Ddev.millrace.benchmarks.count=true}. */
    static long calls() {
        return CALLS.sum();
    }
}
