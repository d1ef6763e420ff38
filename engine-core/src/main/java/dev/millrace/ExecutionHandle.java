package dev.millrace;

import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.ExecutionLostException;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A started execution. Thread-safe. */
public sealed interface ExecutionHandle permits StartedExecution, EndedExecution {
    /** Under this id {@link Millrace#find} finds it. */
    String id();

    /** What it runs, as it was when it started. */
    Workflow workflow();

    /** Empty if nobody records it; see {@link MillraceBuilder#history()}. */
    Optional<Instant> startedAt();

    /**
     * Completes when the execution is over, whatever its end. Fails with {@link ExecutionLostException} if it goes on
     * elsewhere, or when the engine is opened again. Cancelling the future does not cancel the execution.
     */
    CompletableFuture<ExecutionResult> completion();

    /**
     * Waits for the end; empty if it has not come within {@code limit}. The execution goes on all the same.
     *
     * @throws ExecutionLostException if it goes on elsewhere, or when the engine is opened again
     */
    Optional<ExecutionResult> await(Duration limit) throws InterruptedException;

    /**
     * Completes when the execution next waits without a thread for a person, a signal or a time, or is over; at once if it
     * does or is. One that waits in parallel branches only is not at rest before they have ended.
     */
    CompletableFuture<Void> whenAtRest();

    boolean isOver();

    /**
     * The execution as it stands between two steps. Waits for the border of the current slice, which is a matter of
     * microseconds unless a module computes for long.
     */
    ExecutionView view();

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
     * @throws IllegalStateException if it is not over and nobody records the executions of this engine
     */
    ExecutionView watch(ExecutionObserver observer);

    /** Tells an observer no more; what it is being told at the moment may still come. */
    void unwatch(ExecutionObserver observer);

    /** Asks it to stop: no further step runs; waits and calls under way are given up. */
    void cancel();

    /** Lets no further step begin until {@link #resume}. A call under way goes on, and its result is kept. */
    void pause();

    void resume();

    /**
     * Sends a signal: exactly one step that waits for this name takes it, now or later. With a store of executions it is
     * durable when this returns.
     *
     * @return false if a thousand signals wait to be taken, or it is known to be over; this one is lost then
     * @throws ExecutionLostException if the execution goes on elsewhere, or when the engine is opened again
     */
    boolean signal(String name, @Nullable Object payload);
}
