package dev.millrace.execution;

import dev.millrace.module.CancellationToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one attempt of a module is told to stop: a flag, an interrupt of its thread, and the actions it asked for. */
final class Cancellation implements CancellationToken {
    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

    private volatile boolean cancelled;
    private @Nullable List<Runnable> actions; // guarded by this
    private @Nullable Thread thread; // guarded by this

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                if (actions == null) {
                    actions = new ArrayList<>(1);
                }
                actions.add(action);
                return;
            }
        }
        run(action);
    }

    synchronized void runsOn(@Nullable Thread runner) {
        thread = runner;
        if (cancelled && runner != null) {
            runner.interrupt();
        }
    }

    void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = actions == null ? List.of() : actions;
            if (thread != null) {
                thread.interrupt();
            }
        }
        due.forEach(Cancellation::run);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("An action for the cancellation of a step failed", e);
        }
    }
}
