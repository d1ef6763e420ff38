package dev.millrace.execution;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that may wait: so many are under way at once, each on a thread of its own, and the others begin in the order in
 * which they came. Thread-safe.
 */
public final class BlockingCalls implements Executor {
    private final Executor threads;
    private final int most;
    /** Those that are in the middle of a call. */
    private final Set<Thread> inCall = ConcurrentHashMap.newKeySet();

    private final Map<Object, Runnable> waiting = new LinkedHashMap<>(); // guarded by this
    private int underWay; // guarded by this
    private boolean closed; // guarded by this

    /**
     * @param threads runs each task on a thread of its own
     * @param most calls at once
     */
    BlockingCalls(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    /** Runs a task that waits but is nobody's call. */
    @Override
    public void execute(Runnable task) {
        begin(task, task);
    }

    /**
     * Begins a call, or lets it wait until others have ended. One that comes from the middle of a call never waits, since that
     * could be for the very thread it comes from: if no other is free, it runs there.
     *
     * @param caller whose call it is; has one at a time
     * @param then what is done with its result, on its thread, when the call is over
     * @return false if it waits
     */
    <T> boolean begin(Object caller, Supplier<T> call, Consumer<T> then) {
        return begin(caller, () -> then.accept(called(call)));
    }

    private <T> T called(Supplier<T> call) {
        Thread thread = Thread.currentThread();
        boolean outermost = inCall.add(thread);
        try {
            return call.get();
        } finally {
            if (outermost) {
                inCall.remove(thread);
            }
        }
    }

    private boolean begin(Object caller, Runnable task) {
        boolean here = inCall.contains(Thread.currentThread());
        synchronized (this) {
            if (!closed && underWay < most) {
                underWay++;
                here = false;
            } else if (!here) {
                waiting.put(caller, task);
                return false;
            }
        }
        if (here) {
            task.run();
            return true;
        }
        return isHandedOver(caller, task);
    }

    private boolean isHandedOver(Object caller, Runnable task) {
        try {
            threads.execute(() -> runAndGoOn(task));
            return true;
        } catch (RejectedExecutionException e) { // closed a moment ago
            synchronized (this) {
                underWay--;
                waiting.put(caller, task);
            }
            return false;
        }
    }

    /** Runs a task, and then what waits, as long as something does. */
    private void runAndGoOn(Runnable first) {
        for (Runnable task = first; task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // the others still need the thread
                log().error("A blocking call ended in an error that is not its module's", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Iterator<Runnable> oldest = waiting.values().iterator();
        if (closed || !oldest.hasNext()) {
            underWay--;
            return null;
        }
        Runnable task = oldest.next();
        oldest.remove();
        return task;
    }

    /** Takes the call of a caller back if it waits; false if it has begun, or is over. */
    synchronized boolean takeBack(Object caller) {
        return waiting.remove(caller) != null;
    }

    /** Begins nothing more: what waits can be taken back, and nothing else. */
    synchronized void close() {
        closed = true;
    }

    /** Asked for when there is something to say: finding the library for logs takes a tenth of a first run. */
    private static Logger log() {
        return LoggerFactory.getLogger(BlockingCalls.class);
    }
}
