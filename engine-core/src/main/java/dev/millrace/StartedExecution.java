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

/** An execution that this engine has under way, or had when it was asked for. */
final class StartedExecution implements ExecutionHandle {
    private final Execution execution;

    StartedExecution(Execution execution) {
        this.execution = execution;
    }

    Execution execution() {
        return execution;
    }

    @Override
    public String id() {
        return execution.id();
    }

    @Override
    public Workflow workflow() {
        return execution.plan().workflow();
    }

    @Override
    public Optional<Instant> startedAt() {
        return execution.startedAt();
    }

    @Override
    public CompletableFuture<ExecutionResult> completion() {
        return execution.whenOver().thenApply(ExecutionResult::of);
    }

    @Override
    public Optional<ExecutionResult> await(Duration limit) throws InterruptedException {
        try {
            execution.whenOver().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.of(ExecutionResult.of(execution));
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

    @Override
    public CompletableFuture<Void> whenAtRest() {
        return execution.whenAtRest();
    }

    @Override
    public boolean isOver() {
        return execution.isOver();
    }

    @Override
    public ExecutionView view() {
        return execution.isOver() ? execution.currentView() : execution.look().join();
    }

    @Override
    public ExecutionView watch(ExecutionObserver observer) {
        if (execution.isOver()) {
            return execution.currentView();
        }
        if (!execution.isRecorded()) {
            throw new IllegalStateException(
                    "this engine records no executions, so none can be watched; build it with history()");
        }
        return execution.watch(observer).join();
    }

    @Override
    public void unwatch(ExecutionObserver observer) {
        execution.unwatch(observer);
    }

    @Override
    public void cancel() {
        execution.cancel();
    }

    @Override
    public void pause() {
        execution.pause();
    }

    @Override
    public void resume() {
        execution.resume();
    }

    @Override
    public boolean signal(String name, @Nullable Object payload) {
        return !execution.isOver() && execution.signal(name, PlainValue.of(payload));
    }

    /** Completes when all that it was told before is done and durable; fails if it goes on elsewhere, or later. */
    CompletableFuture<Void> whenObeyed() {
        return execution.look().thenCompose(view -> execution.whenWritten());
    }
}
