package dev.millrace.http.trigger;

import dev.millrace.Millrace;
import dev.millrace.http.exchange.Failure;
import dev.millrace.store.Clock;
import dev.millrace.store.Timers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The executions of one API that may run at once. Who finds no room waits for its turn, if the API says so; no thread
 * waits. Thread-safe.
 */
final class Turns {
    private static final int MAX_QUEUE = 1_000;

    private final Millrace engine;
    private final Clock clock;
    private final Deque<Waiter> queue = new ArrayDeque<>(); // guarded by this
    private int running; // guarded by this

    /** One that waits for its turn; like no other. */
    private static final class Waiter {
        final CompletableFuture<Void> turn = new CompletableFuture<>();
    }

    Turns(Millrace engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * Completes when it is the caller's turn, which ends with {@link #leave}.
     *
     * @return ends with a {@link Failure} if the turn does not come in time
     * @throws Failure if there is no room and no waiting
     */
    CompletableFuture<Void> enter(CallLimits limits) {
        Waiter waiter = new Waiter();
        synchronized (this) {
            if (limits.maxConcurrent() == 0 || running < limits.maxConcurrent()) {
                running++;
                return CompletableFuture.completedFuture(null);
            }
            if (limits.queueMillis() == 0 || queue.size() >= MAX_QUEUE) {
                throw full();
            }
            queue.add(waiter);
        }
        Timers.Timer end = engine.callAt(clock.epochMillis() + limits.queueMillis(), () -> giveUp(waiter));
        var unused = waiter.turn.whenComplete((nothing, thrown) -> end.cancel());
        return waiter.turn;
    }

    private void giveUp(Waiter waiter) {
        boolean waited;
        synchronized (this) {
            waited = queue.remove(waiter);
        }
        if (waited) {
            waiter.turn.completeExceptionally(full());
        }
    }

    private static Failure full() {
        return Failure.of(TriggerError.TOO_MANY_REQUESTS, "As many requests run as may; try again later")
                .withHeader("Retry-After", "1");
    }

    /** Gives the turn to who waits longest. */
    void leave() {
        Waiter next = next();
        if (next != null) {
            next.turn.complete(null);
        }
    }

    private synchronized @Nullable Waiter next() {
        Waiter next = queue.poll();
        if (next == null) {
            running--;
        }
        return next;
    }
}
