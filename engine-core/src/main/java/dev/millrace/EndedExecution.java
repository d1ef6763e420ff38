package dev.millrace;

import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionView;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An execution that is over: how it ended, and nothing of what it needed to run. A history that keeps it in memory has the
 * same view. Immutable.
 */
record EndedExecution(Workflow workflow, ExecutionView view) implements ExecutionHandle {
    @Override
    public String id() {
        return view.id();
    }

    @Override
    public Optional<Instant> startedAt() {
        return view.startedAt();
    }

    @Override
    public CompletableFuture<ExecutionResult> completion() {
        return CompletableFuture.completedFuture(ExecutionResult.of(view));
    }

    @Override
    public Optional<ExecutionResult> await(Duration limit) {
        return Optional.of(ExecutionResult.of(view));
    }

    @Override
    public CompletableFuture<Void> whenAtRest() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isOver() {
        return true;
    }

    @Override
    public ExecutionView watch(ExecutionObserver observer) {
        return view;
    }

    @Override
    public void unwatch(ExecutionObserver observer) {
        // nobody has been told anything
    }

    @Override
    public void cancel() {
        // there is nothing to stop
    }

    @Override
    public void pause() {
        // no step begins any more
    }

    @Override
    public void resume() {
        // there is nothing to let go on
    }

    @Override
    public boolean signal(String name, @Nullable Object payload) {
        return false;
    }

    /** Nothing of its values, which may be large or secret. */
    @Override
    public String toString() {
        return "execution " + id() + ", " + view.status().id();
    }
}
