package dev.millrace.script.child;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one child warm: starts it, hands it one script after the other, and starts another when it is used up. */
final class Keeper implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final ChildSettings settings;
    private final BlockingQueue<ChildRun> waiting;
    private final AtomicInteger ready;
    private volatile @Nullable Child child;
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    Keeper(ChildSettings settings, BlockingQueue<ChildRun> waiting, AtomicInteger ready) {
        this.settings = settings;
        this.waiting = waiting;
        this.ready = ready;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!closed) {
                keepOne();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            killChild();
        }
    }

    private void keepOne() throws InterruptedException {
        try {
            Child fresh = Child.start(settings);
            child = fresh;
            fresh.awaitReady();
            ready.incrementAndGet();
            try {
                serve(fresh);
            } finally {
                ready.decrementAndGet();
            }
        } catch (IOException e) {
            if (!closed) {
                LOG.error("A process for scripts cannot be started; another try follows", e);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } finally {
            killChild();
        }
    }

    private void serve(Child fresh) throws InterruptedException {
        boolean usable = true;
        while (usable && !closed) {
            usable = waiting.take().runIn(fresh);
        }
    }

    private void killChild() {
        Child running = child;
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public void close() {
        closed = true;
        killChild();
        Thread keeping = thread;
        if (keeping != null) {
            keeping.interrupt();
        }
    }
}
