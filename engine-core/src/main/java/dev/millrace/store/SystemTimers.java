package dev.millrace.store;

import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A delay queue and one thread. A cancelled timer stays in the queue as a stub of two words until its time comes or until
 * stubs are the larger part of the queue, which keeps cancelling cheap.
 */
final class SystemTimers implements Timers {
    private static final Logger LOG = LoggerFactory.getLogger(SystemTimers.class);
    private static final int SWEEP_FROM = 1_024;

    private final DelayQueue<Entry> queue = new DelayQueue<>();
    private final AtomicLong stubs = new AtomicLong();
    private @Nullable Thread thread; // guarded by this
    private boolean closed; // guarded by this

    @Override
    public Timer at(long epochMillis, Runnable action) {
        Entry entry = new Entry(this, epochMillis, action);
        ensureThread();
        queue.add(entry);
        return entry;
    }

    private synchronized void ensureThread() {
        if (thread == null && !closed) {
            thread = new Thread(this::fireAll, "millrace-timers");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void fireAll() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                queue.take().fire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void countStub() {
        if (stubs.incrementAndGet() > Math.max(SWEEP_FROM, queue.size() / 2)) {
            stubs.set(0);
            queue.removeIf(Entry::isStub);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
        queue.clear();
    }

    private static final class Entry implements Delayed, Timer {
        private final SystemTimers owner;
        private final long epochMillis;
        private volatile @Nullable Runnable action;

        Entry(SystemTimers owner, long epochMillis, Runnable action) {
            this.owner = owner;
            this.epochMillis = epochMillis;
            this.action = action;
        }

        void fire() {
            Runnable due = action;
            action = null;
            if (due == null) {
                return;
            }
            try {
                due.run();
            } catch (RuntimeException e) {
                LOG.error("A timer's action failed; other timers go on", e);
            }
        }

        boolean isStub() {
            return action == null;
        }

        @Override
        public void cancel() {
            if (action != null) {
                action = null;
                owner.countStub();
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(epochMillis - System.currentTimeMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(epochMillis, ((Entry) other).epochMillis);
        }
    }
}
