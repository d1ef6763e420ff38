package dev.millrace.script.graal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks every few milliseconds at the scripts that compute or wait for a thread, and stops those that take more than they
 * may. Sleeps while there have been none for a while.
 */
final class Watchdog implements AutoCloseable {
    private static final long TICK_NANOS = 5_000_000;
    private static final int IDLE_TICKS = 200;

    private final Set<Run> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::look, "millrace-script-watchdog");
    private volatile boolean asleep;
    private volatile boolean closed;

    Watchdog() {
        thread.setDaemon(true);
        thread.start();
    }

    void watch(Run run) {
        watched.add(run);
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    void forget(Run run) {
        watched.remove(run);
    }

    private void look() {
        int idle = 0;
        while (!closed) {
            long now = System.nanoTime();
            for (Run run : watched) {
                run.checkLimits(now);
            }
            idle = watched.isEmpty() ? idle + 1 : 0;
            if (idle < IDLE_TICKS) {
                LockSupport.parkNanos(this, TICK_NANOS);
            } else {
                sleep();
                idle = 0;
            }
        }
    }

    private void sleep() {
        asleep = true;
        // one that came in between has seen that nobody sleeps
        while (asleep && watched.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
