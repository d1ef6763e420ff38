package dev.millrace.execution;

import dev.millrace.workflow.ReentryBehavior;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The running executions of one workflow: who may start beside whom (spec vflow-model 3.7), and whom to cancel.
 *
 * <p>Most executions are short, so coming and going must cost little: an execution takes a free place near its thread's
 * own in a small array and leaves it again; only when the array is crowded does it go into a set.
 */
public final class RunningExecutions {
    /** How a request to start was answered. */
    public enum Admission {
        ADMITTED,
        /** The workflow runs already, and must not run twice. */
        BUSY,
        /** As many run as may at once. */
        FULL
    }

    static final int IN_SET = -1;

    private static final int PLACES = 64;
    private static final int TRIES = 4;

    private final int limit;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Execution> places = new AtomicReferenceArray<>(PLACES);
    private final Set<Execution> others = ConcurrentHashMap.newKeySet();

    /** @param limit executions at once; 0 for any number */
    public RunningExecutions(int limit) {
        this.limit = limit;
    }

    public Admission admit(Execution execution, ReentryBehavior reentry) {
        if (reentry == ReentryBehavior.BLOCK_NEW) {
            if (!count.compareAndSet(0, 1)) {
                return Admission.BUSY;
            }
        } else {
            if (reentry == ReentryBehavior.STOP_CURRENT_AND_RUN_NEW) {
                cancelAll();
            }
            if (count.incrementAndGet() > limit && limit > 0 && reentry == ReentryBehavior.ALLOW_PARALLEL) {
                count.decrementAndGet();
                return Admission.FULL;
            }
        }
        add(execution);
        return Admission.ADMITTED;
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
        execution.runsInPlace(this, IN_SET);
        others.add(execution);
    }

    void remove(Execution execution, int place) {
        if (place == IN_SET) {
            others.remove(execution);
        } else {
            places.setRelease(place, null);
        }
        count.decrementAndGet();
    }

    public void cancelAll() {
        all().forEach(Execution::cancel);
    }

    /** Those that run at the moment. */
    public List<Execution> all() {
        List<Execution> running = new ArrayList<>(others);
        for (int i = 0; i < PLACES; i++) {
            Execution execution = places.get(i);
            if (execution != null) {
                running.add(execution);
            }
        }
        return running;
    }

    public boolean isEmpty() {
        return count.get() == 0;
    }
}
