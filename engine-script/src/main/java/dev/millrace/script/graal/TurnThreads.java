package dev.millrace.script.graal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that scripts take their turns on. The one that came to rest last is woken first: its caches, and what the
 * language keeps for the thread it saw last, are still warm. A turn waits only while all threads are taken, in order. A
 * thread that has rested for half a minute ends. Thread-safe.
 */
final class TurnThreads {
    private static final Logger LOG = LoggerFactory.getLogger(TurnThreads.class);
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final int most;
    private final Turn beforeRest;
    private final ThreadFactory factory = Threads.named("millrace-script");
    private final Queue<Turn> waiting = new ArrayDeque<>(); // guarded by this, as are the two below
    private final Deque<Worker> resting = new ArrayDeque<>(); // the one that came last first
    private final Set<Worker> workers = new HashSet<>();
    private volatile boolean closed; // set while this is held

    /**
     * @param most threads at once
     * @param beforeRest what a thread does after a turn if no other turn waits
     */
    TurnThreads(int most, Turn beforeRest) {
        this.most = most;
        this.beforeRest = beforeRest;
    }

    /** Once closed, turns are dropped. */
    synchronized void execute(Turn turn) {
        if (closed) {
            return;
        }
        Worker rested = resting.pollFirst();
        if (rested != null) {
            rested.wake(turn);
        } else if (workers.size() < most) {
            Worker worker = new Worker(turn);
            workers.add(worker);
            worker.thread.start();
        } else {
            waiting.add(turn);
        }
    }

    /** Turns that no thread is free for. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** Drops what waits, interrupts what runs, and lets the threads end. Repeatable. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        resting.clear();
        workers.forEach(worker -> worker.thread.interrupt());
    }

    /** Waits until no thread is left, but no longer than so many milliseconds. */
    synchronized void awaitEnd(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!workers.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    private synchronized @Nullable Turn queuedOrRest(Worker worker) {
        Turn queued = waiting.poll();
        if (queued == null && !closed) {
            resting.addFirst(worker);
        }
        return queued;
    }

    /** True unless a turn has come in between. */
    private synchronized boolean stopsResting(Worker worker) {
        return closed || resting.remove(worker);
    }

    private synchronized void ended(Worker worker) {
        workers.remove(worker);
        notifyAll();
    }

    private final class Worker implements Runnable {
        private final Thread thread = factory.newThread(this);
        private final ThreadMeter meter = new ThreadMeter(thread);
        private volatile @Nullable Turn next;

        Worker(Turn first) {
            next = first;
        }

        void wake(Turn turn) {
            next = turn;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            for (Turn turn = next; turn != null; turn = following()) {
                next = null;
                take(turn);
            }
            meter.countForNobody();
            ended(this);
        }

        private void take(Turn turn) {
            try {
                turn.take(meter);
            } catch (RuntimeException
                    | Error e) { // turns tell their scripts of everything, so this is a mistake of ours
                LOG.error("A thread for scripts failed inside the host", e);
            }
        }

        private @Nullable Turn following() {
            if (waiting() == 0 && !closed) {
                take(beforeRest);
            }
            Turn queued = queuedOrRest(this);
            if (queued != null) {
                return queued;
            }
            long end = System.nanoTime() + REST_NANOS;
            while (next == null) {
                Thread.interrupted(); // that of a turn before is not the next one's, that of closing is seen below
                boolean isOver = closed || System.nanoTime() - end >= 0;
                if (isOver && stopsResting(this)) {
                    return null;
                }
                LockSupport.parkNanos(this, end - System.nanoTime());
            }
            return next;
        }
    }
}
