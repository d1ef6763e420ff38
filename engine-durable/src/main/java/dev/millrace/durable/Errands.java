package dev.millrace.durable;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a node has to do again and again, and at once when it is told that there is something. One thread. */
final class Errands implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private static final long CLOSE_SECONDS = 10;

    private final List<Runnable> errands;
    private final long periodMillis;
    private final Semaphore calls = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "millrace-cluster-errands");
    private volatile boolean closed;
    private boolean failing; // confined to the thread

    Errands(long periodMillis, Runnable... errands) {
        this.errands = List.of(errands);
        this.periodMillis = periodMillis;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Does not wait for the period to end. */
    void hurry() {
        calls.release();
    }

    private void run() {
        while (!closed) {
            try {
                if (calls.tryAcquire(periodMillis, TimeUnit.MILLISECONDS)) {
                    calls.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
            boolean failed = false;
            for (Runnable errand : errands) {
                failed |= !closed && !isDone(errand);
            }
            failing = failed;
        }
    }

    /** The first failure of several in a row is told: most often the database is out of reach, as others say too. */
    private boolean isDone(Runnable errand) {
        try {
            errand.run();
            return true;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("What a node does for its cluster failed; it is tried again until it works", e);
            }
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        hurry();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
