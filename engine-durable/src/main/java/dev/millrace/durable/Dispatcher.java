package dev.millrace.durable;

import dev.millrace.durable.Orphans.Orphan;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts executions without an owner into the queue. What does not get there, because the database is out of reach or this
 * process dies, is handed out again by whoever finds it. Thread-safe.
 */
final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private static final int THREADS = 4;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TakeoverQueue queue;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "millrace-cluster-dispatch-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    Dispatcher(TakeoverQueue queue) {
        this.queue = queue;
    }

    void handOut(List<Orphan> orphans) {
        orphans.forEach(this::handOut);
    }

    private void handOut(Orphan orphan) {
        if (orphan.isDead()) {
            LOG.error(
                    "Execution {} is a dead letter: too many nodes in a row have died while they ran it, or could not"
                            + " go on with it",
                    orphan.executionId());
            return;
        }
        try {
            threads.execute(() -> enqueue(orphan));
        } catch (RejectedExecutionException e) {
            LOG.debug("Execution {} is left to the other nodes: this one is closed", orphan.executionId());
        }
    }

    private void enqueue(Orphan orphan) {
        try {
            queue.handOut(orphan.executionId(), orphan.epoch());
        } catch (RuntimeException e) {
            LOG.warn("Execution {} could not be handed out; it is tried again soon", orphan.executionId(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
