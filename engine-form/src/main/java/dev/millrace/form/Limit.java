package dev.millrace.form;

import dev.millrace.store.Clock;
import dev.millrace.store.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits for something, but not for ever, and without a thread. Thread-safe. */
record Limit(Clock clock, Timers timers) {
    /** Completes with the stage, however it ends, or when the time is over. */
    CompletableFuture<Void> atMost(Duration time, CompletionStage<?> stage) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Timers.Timer timer = timers.at(clock.epochMillis() + time.toMillis(), () -> over.complete(null));
        var unused = stage.whenComplete((result, thrown) -> {
            timer.cancel();
            over.complete(null);
        });
        return over;
    }
}
