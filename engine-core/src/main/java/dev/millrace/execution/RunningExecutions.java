package dev.millrace.execution;

import dev.millrace.workflow.ReentryBehavior;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The running executions of one workflow: who may start beside whom (spec vflow-model 3.7), and whom to cancel.
 *
 * <p>Most executions are short, so coming and going must cost little: an execution takes a free place near its thread's
 * own in a small array and leaves it again; only when the array is crowded does it go into a list.
 */
public final class RunningExecutions {
    /** How a request to start was answered. */
    public enum Admission {
        ADMITTED,
        /** The workflow runs already, and must not run twice. */
        BUSY,
        /** As many run as may at once. */
        FULL,
        /** The engine is closed. */
        CLOSED
    }

    private static final int SOLE = -1;

    /** Greater numbers are of places in the list. */
    private static final int PLACES = 64;

    private static final int TRIES = 4;

    private final int limit;
    /** The one that keeps others from starting. */
    private final AtomicReference<@Nullable Execution> sole = new AtomicReference<>();
    /** How many run where there is a limit. */
    private final AtomicInteger limited = new AtomicInteger();

    private final AtomicReferenceArray<@Nullable Execution> places = new AtomicReferenceArray<>(PLACES);
    /** Those that found no place; each knows where it is. */
    private final List<Execution> others = new ArrayList<>(); // guarded by this

    private volatile boolean closed;

    /** @param limit executions at once; 0 for any number */
    public RunningExecutions(int limit) {
        this.limit = limit;
    }

    public Admission admit(Execution execution, ReentryBehavior reentry) {
        if (closed) {
            return Admission.CLOSED;
        }
        if (reentry == ReentryBehavior.ALLOW_PARALLEL) {
            if (limit > 0 && limited.incrementAndGet() > limit) {
                limited.decrementAndGet();
                return Admission.FULL;
            }
            add(execution);
            return Admission.ADMITTED;
        }
        if (reentry == ReentryBehavior.BLOCK_NEW) {
            if (!sole.compareAndSet(null, execution)) {
                return Admission.BUSY;
            }
            execution.runsInPlace(this, SOLE);
            return Admission.ADMITTED;
        }
        cancelAll();
        add(execution);
        return Admission.ADMITTED;
    }

    /** Counts an execution that was restored, whatever else runs. */
    public void admitRestored(Execution execution) {
        if (limit > 0) {
            limited.incrementAndGet();
        }
        add(execution);
    }

    private void add(Execution execution) {
        int first = (int) Thread.currentThread().getId();
        for (int i = 0; i < TRIES; i++) {
            int place = (first + i) & (PLACES - 1);
            if (places.get(place) == null && places.compareAndSet(place, null, execution)) {
                execution.runsInPlace(this, place);
                return;
            }
        }
        list(execution);
    }

    private synchronized void list(Execution execution) {
        execution.runsInPlace(this, PLACES + others.size());
        others.add(execution);
    }

    /** The last one takes the place of the one that goes. */
    private synchronized void unlist(Execution execution) {
        int place = execution.runningPlace();
        Execution last = others.remove(others.size() - 1);
        if (last != execution) {
            others.set(place - PLACES, last);
            last.runsInPlace(this, place);
        }
    }

    private synchronized List<Execution> listed() {
        return new ArrayList<>(others);
    }

    /** Admits no more. */
    public void close() {
        closed = true;
    }

    void remove(Execution execution, int place) {
        if (place == SOLE) {
            sole.setRelease(null);
            return;
        }
        if (place >= PLACES) {
            unlist(execution);
        } else {
            places.setRelease(place, null);
        }
        if (limit > 0) {
            limited.decrementAndGet();
        }
    }

    public void cancelAll() {
        all().forEach(Execution::cancel);
    }

    /** Lets all go on from their journals when the engine is opened again; calls under way may end. */
    public void suspendAll() {
        all().forEach(Execution::suspend);
    }

    public void leaveAllNow(String why) {
        all().forEach(execution -> execution.leaveNow(why));
    }

    public void suspendAllNow() {
        all().forEach(Execution::suspendNow);
    }

    /** Those that run at the moment. */
    public List<Execution> all() {
        List<Execution> running = listed();
        Execution alone = sole.get();
        if (alone != null) {
            running.add(alone);
        }
        for (int i = 0; i < PLACES; i++) {
            Execution execution = places.get(i);
            if (execution != null) {
                running.add(execution);
            }
        }
        return running;
    }
}
