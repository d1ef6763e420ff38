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

    void set(Execution execution, Timers timers) {
        timer = timers.at(endMillis, () -> execution.post(new Message.TimeLimit()));
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
