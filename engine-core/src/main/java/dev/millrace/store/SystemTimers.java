package dev.millrace.store;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A heap of timers and one thread. A cancelled timer stays in the heap as a stub until its time comes, or until stubs are
 * the larger part of the heap and are swept out together, which keeps cancelling cheap.
 */
final class SystemTimers implements Timers {
    private static final int SWEEP_FROM = 1_024;
    private static final long CLOSE_LIMIT_MILLIS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> heap = new PriorityQueue<>(); // guarded by lock

    private int stubs; // guarded by lock
    private @Nullable Thread thread; // guarded by lock
    private boolean closed; // guarded by lock

    @Override
    public Timer at(long epochMillis, Runnable action) {
        Entry entry = new Entry(this, epochMillis, action);
        lock.lock();
        try {
            if (closed) {
                return entry;
            }
            heap.add(entry);
            startThread();
            if (heap.peek() == entry) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        return entry;
    }

    private void startThread() {
        if (thread == null) {
            thread = new Thread(this::fireAll, "millrace-timers");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void fireAll() {
        for (Entry due = next(); due != null; due = next()) {
            due.fire();
        }
    }

    /** Waits for the first timer whose time has come; null once closed. */
    private @Nullable Entry next() {
        lock.lock();
        try {
            while (!closed) {
                Entry first = heap.peek();
                if (first == null) {
                    changed.await();
                    continue;
                }
                long wait = first.epochMillis() - System.currentTimeMillis();
                if (wait > 0) {
                    changed.await(wait, TimeUnit.MILLISECONDS);
                    continue;
                }
                heap.remove();
                return first;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return null;
    }

    private void sweepAfterCancel() {
        lock.lock();
        try {
            if (++stubs > Math.max(SWEEP_FROM, heap.size() / 2)) {
                stubs = 0;
                heap.removeIf(Entry::isStub);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            heap.clear();
            changed.signal();
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running != null && running != Thread.currentThread()) {
            join(running);
        }
    }

    private static void join(Thread running) {
        try {
            running.join(CLOSE_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asked for when there is something to say: finding the library for logs takes a tenth of a first run. */
    private static Logger log() {
        return LoggerFactory.getLogger(SystemTimers.class);
    }

    private static final class Entry implements Timer, Comparable<Entry> {
        private final SystemTimers owner;
        private final long epochMillis;
        private volatile @Nullable Runnable action;

        Entry(SystemTimers owner, long epochMillis, Runnable action) {
            this.owner = owner;
            this.epochMillis = epochMillis;
            this.action = action;
        }

        long epochMillis() {
            return epochMillis;
        }

        /** The earlier one first. */
        @Override
        public int compareTo(Entry other) {
            return Long.compare(epochMillis, other.epochMillis);
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
                log().error("A timer's action failed; other timers go on", e);
            }
        }

        boolean isStub() {
            return action == null;
        }

        @Override
        public void cancel() {
            if (action != null) {
                action = null;
                owner.sweepAfterCancel();
            }
        }
    }
}
