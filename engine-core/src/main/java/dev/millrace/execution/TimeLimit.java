package dev.millrace.execution;

import dev.millrace.store.Timers;
import org.jspecify.annotations.Nullable;

/** When an execution must be over, with its branches and sub-workflows, which share the limit. */
final class TimeLimit {
    private final long endMillis;
    private Timers.@Nullable Timer timer;

    TimeLimit(long endMillis) {
        this.endMillis = endMillis;
    }

    long endMillis() {
        return endMillis;
    }

    /** Ends the execution at that time, unless it is over before; called by its owner, any number of times. */
    void watchOver(Execution execution, Timers timers) {
        if (timer == null) {
            timer = timers.at(endMillis, () -> execution.post(new Message.TimeLimit()));
        }
    }

    /** True once it needs nobody to look at the clock. */
    boolean isWatched() {
        return timer != null;
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
