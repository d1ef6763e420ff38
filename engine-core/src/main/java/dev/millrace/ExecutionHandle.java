package dev.millrace;

import dev.millrace.execution.Execution;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.ExecutionLostException;
import dev.millrace.value.PlainValue;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A started execution. Thread-safe. */
public final class ExecutionHandle {
    private final Execution execution;

    ExecutionHandle(Execution execution) {
        this.execution = execution;
    }

    Execution execution() {
        return execution;
    }

    /** Under this id {@link Millrace#find} finds it. */
    public String id() {
        return execution.id();
    }

    /** What it runs, as it was when it started. */
    public Workflow workflow() {
        return execution.plan().workflow();
    }

    /** Empty if nobody records it; see {@link MillraceBuilder#history()}. */
    public Optional<Instant> startedAt() {
        return execution.startedAt();
    }

    /**
     * Completes when the execution is over, whatever its end. Fails with {@link ExecutionLostException} if it goes on
     * elsewhere, or when the engine is opened again. Cancelling the future does not cancel the execution.
     */
    public CompletableFuture<ExecutionResult> completion() {
        return execution.whenOver().thenApply(ExecutionResult::new);
    }

    /**
     * Waits for the end; empty if it has not come within {@code limit}. The execution goes on all the same.
     *
     * @throws ExecutionLostException if it goes on elsewhere, or when the engine is opened again
     */
    public Optional<ExecutionResult> await(Duration limit) throws InterruptedException {
        try {
            execution.whenOver().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.of(new ExecutionResult(execution));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw without(e);
        }
    }

    /** Why there is no end to tell. */
    static RuntimeException without(ExecutionException e) {
        return e.getCause() instanceof ExecutionLostException lost
                ? lost
                : new IllegalStateException("an execution ends without an exception", e);
    }

    /**
     * Completes when the execution next waits without a thread for a person, a signal or a time, or is over; at once if it
     * does or is. One that waits in parallel branches only is not at rest before they have ended.
     */
    public CompletableFuture<Void> whenAtRest() {
        return execution.whenAtRest();
    }

    public boolean isOver() {
        return execution.isOver();
    }

    /**
     * The execution as it stands between two steps. Waits for the border of the current slice, which is a matter of
     * microseconds unless a module computes for long.
     */
    public ExecutionView view() {
        return execution.isOver() ? execution.currentView() : execution.look().join();
    }

    /**
     * Tells an observer of this one execution from now on, until its end or {@link #unwatch}.
     *
     * <p>The view is that of the moment between two steps at which the observer joins: what has happened before is in it,
     * what happens afterwards is told. Nothing is lost, and no log entry and no step of the main course is both; a step
     * that ends on another thread in a parallel branch at that very moment may be. Of one that is over there is only the
     * view. Watching again with the same observer changes nothing but gives a new view.
     *
     * <p>Waits as {@link #view} does, so neither a module nor an observer of this execution may call it.
     *
     * @throws IllegalStateException if nobody records the executions of this engine
     */
    public ExecutionView watch(ExecutionObserver observer) {
        if (!execution.isRecorded()) {
            throw new IllegalStateException(
                    "this engine records no executions, so none can be watched; build it with history()");
        }
        return execution.isOver()
                ? execution.currentView()
                : execution.watch(observer).join();
    }

    /** Tells an observer no more; what it is being told at the moment may still come. */
    public void unwatch(ExecutionObserver observer) {
        execution.unwatch(observer);
    }

    /** Completes when all that it was told before is done and durable; fails if it goes on elsewhere, or later. */
    CompletableFuture<Void> whenObeyed() {
        return execution.look().thenCompose(view -> execution.whenWritten());
    }

    /** Asks it to stop: no further step runs; waits and calls under way are given up. */
    public void cancel() {
        execution.cancel();
    }

    /** Lets no further step begin until {@link #resume}. A call under way goes on, and its result is kept. */
    public void pause() {
        execution.pause();
    }

    public void resume() {
        execution.resume();
    }

    /**
     * Sends a signal: exactly one step that waits for this name takes it, now or later. With a store of executions it is
     * durable when this returns.
     *
     * @return false if a thousand signals wait to be taken; this one is lost then
     * @throws ExecutionLostException if the execution goes on elsewhere, or when the engine is opened again
     */
    public boolean signal(String name, @Nullable Object payload) {
        return execution.signal(name, PlainValue.of(payload));
    }
}
