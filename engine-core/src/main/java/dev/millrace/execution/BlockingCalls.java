package dev.millrace.execution;

import dev.millrace.module.StepContext;
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
 *
 * <p>A call that comes from the middle of another never waits, since that could be for the very thread the other holds: if
 * no thread is free, it runs where it comes from.
 */
public final class BlockingCalls implements Executor {
    private final Executor threads;
    private final int most;
    /** Those whose calls are under way, and the threads on which they are. */
    private final Set<Object> callers = ConcurrentHashMap.newKeySet();

    private final Set<Thread> busy = ConcurrentHashMap.newKeySet();

    private final Map<Object, Call<?>> waiting = new LinkedHashMap<>(); // guarded by this
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

    /** One call, and what is done with its result when it is over, on its thread. */
    private final class Call<T> {
        private final Object caller;
        private final Supplier<T> work;
        private final Consumer<T> then;

        Call(Object caller, Supplier<T> work, Consumer<T> then) {
            this.caller = caller;
            this.work = work;
            this.then = then;
        }

        void runHere() {
            then.accept(result());
        }

        void runOnItsThread() {
            T result = result();
            // the interrupt of a cancelled call is not for what follows it
            Thread.interrupted();
            then.accept(result);
        }

        private T result() {
            Thread thread = Thread.currentThread();
            boolean isOutermost = busy.add(thread);
            callers.add(caller);
            try {
                return work.get();
            } finally {
                callers.remove(caller);
                if (isOutermost) {
                    busy.remove(thread);
                }
            }
        }
    }

    /** Runs a task that waits but is nobody's call. */
    @Override
    public void execute(Runnable task) {
        begin(new Call<>(task, () -> true, nothing -> task.run()), task);
    }

    /**
     * Begins a call, or lets it wait until others have ended.
     *
     * @param caller whose call it is; has one at a time
     * @param then takes its result
     * @return false if it waits
     */
    <T> boolean begin(Object caller, Supplier<T> call, Consumer<T> then) {
        return begin(new Call<>(caller, call, then), caller);
    }

    /**
     * As {@link #begin(Object, Supplier, Consumer)}, for somebody whose own call may be under way.
     *
     * @param outer the caller of that one
     */
    <T> boolean beginWithin(Object outer, Object caller, Supplier<T> call, Consumer<T> then) {
        return begin(new Call<>(caller, call, then), outer);
    }

    private boolean begin(Call<?> call, Object outer) {
        boolean isWithinCall = callers.contains(outer) || busy.contains(Thread.currentThread());
        boolean hasThread;
        synchronized (this) {
            hasThread = !closed && underWay < most;
            if (hasThread) {
                underWay++;
            } else if (!isWithinCall) {
                waiting.put(call.caller, call);
                return false;
            }
        }
        if (hasThread) {
            return isHandedOver(call);
        }
        call.runHere();
        return true;
    }

    private boolean isHandedOver(Call<?> call) {
        try {
            threads.execute(() -> runAndGoOn(call));
            return true;
        } catch (RejectedExecutionException e) { // closed a moment ago
            synchronized (this) {
                underWay--;
                waiting.put(call.caller, call);
            }
            return false;
        }
    }

    /** Runs a call, and then those that wait, as long as there are some. */
    private void runAndGoOn(Call<?> first) {
        for (Call<?> call = first; call != null; call = next()) {
            try {
                call.runOnItsThread();
            } catch (RuntimeException | Error e) { // the others still need the thread
                log().error("A blocking call ended in an error that is not its module's", e);
            }
        }
    }

    private synchronized @Nullable Call<?> next() {
        Iterator<Call<?>> oldest = waiting.values().iterator();
        if (closed || !oldest.hasNext()) {
            underWay--;
            return null;
        }
        // what earlier work left behind is not for the next call; closing interrupts only after it has set its mark
        Thread.interrupted();
        Call<?> call = oldest.next();
        oldest.remove();
        return call;
    }

    /** Takes the call of a caller back if it waits; false if it has begun, or is over. */
    synchronized boolean takeBack(Object caller) {
        return waiting.remove(caller) != null;
    }

    /** Takes the call of a step back once that is told to stop, if it still waits then, and does something in its place. */
    void takeBackOnCancel(StepContext step, Runnable instead) {
        step.cancellation().onCancel(() -> {
            if (takeBack(step)) {
                instead.run();
            }
        });
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
