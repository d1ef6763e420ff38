package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.StartRequest;
import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.ManualClock;
import dev.millrace.store.Timers;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * An engine with the built-in modules and a clock that stands still. Everything but blocking calls runs on the test's
 * thread, and what a timer wakes runs at the timer's time.
 */
final class ManualEngine implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 30;

    final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    final Millrace millrace;
    /** Executions that are over, in the order of their ends. */
    final List<ExecutionView> ended = new CopyOnWriteArrayList<>();

    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();

    private ManualEngine(UnaryOperator<MillraceBuilder> settings) {
        MillraceBuilder builder = Millrace.builder()
                .withoutDiscovery()
                .modules(new BuiltInModules())
                .clock(clock, new SettlingTimers())
                .stepExecutor(ready::add)
                .random(new Random(7))
                .history()
                .observer(new EndObserver());
        millrace = settings.apply(builder).build();
    }

    static ManualEngine create() {
        return with(builder -> builder);
    }

    static ManualEngine with(UnaryOperator<MillraceBuilder> settings) {
        return new ManualEngine(settings);
    }

    /** Starts a workflow and runs it until it waits or ends. */
    ExecutionHandle start(Workflow workflow, StartRequest request) {
        ExecutionHandle handle = millrace.start(workflow, request);
        settle();
        return handle;
    }

    ExecutionResult run(Workflow.Builder workflow) {
        return run(workflow.build(), StartRequest.plain());
    }

    /** Runs a workflow to its end, moving the clock where it waits. */
    ExecutionResult run(Workflow workflow, StartRequest request) {
        return toItsEnd(start(workflow, request));
    }

    /** Runs an execution to its end, moving the clock where it waits. */
    ExecutionResult toItsEnd(ExecutionHandle handle) {
        until(() -> handle.isOver() || clock.advanceToNextTimer() && handle.isOver());
        return handle.completion().join();
    }

    /** Runs an execution to its end while the clock stands still. */
    ExecutionResult finish(ExecutionHandle handle) {
        until(handle::isOver);
        return handle.completion().join();
    }

    /** Where an execution stands when nothing is left to be done. */
    ExecutionStatus status(ExecutionHandle handle) {
        settle();
        CompletableFuture<ExecutionView> view = CompletableFuture.supplyAsync(handle::view);
        until(view::isDone);
        return view.join().status();
    }

    /** True if nothing is to be done before the clock moves. */
    boolean isIdle() {
        return ready.isEmpty();
    }

    void advance(Duration time) {
        clock.advance(time);
    }

    private void settle() {
        for (Runnable next = ready.poll(); next != null; next = ready.poll()) {
            next.run();
        }
    }

    private void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            settle();
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        millrace.close();
    }

    /** A workflow of one step, {@code s}. */
    static Workflow.Builder step(String moduleId, Map<String, ?> parameters) {
        return workflow().step("s", moduleId, parameters);
    }

    static Workflow.Builder workflow() {
        return Workflow.builder("w").id("w");
    }

    private final class SettlingTimers implements Timers {
        @Override
        public Timer at(long epochMillis, Runnable action) {
            return clock.at(epochMillis, () -> {
                action.run();
                settle();
            });
        }

        @Override
        public void close() {
            clock.close();
        }
    }

    private final class EndObserver implements ExecutionObserver {
        @Override
        public void executionEnded(ExecutionEvent execution, ExecutionView end) {
            ended.add(end);
        }
    }
}
