package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.execution.Execution;
import dev.millrace.execution.ExecutionSnapshot;
import dev.millrace.execution.StateJson;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.ManualClock;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An engine with the {@link TestModules} and a clock that stands still.
 *
 * <p>Unless it has workers of its own, everything but blocking calls runs on the test's thread, when the test says so: the
 * order of events is the same each time, and a wait of an hour takes no time.
 */
final class TestEngine implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 30;

    final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    final TestModules modules = new TestModules();
    final Millrace millrace;
    private final Queue<Runnable> ready;

    private TestEngine(UnaryOperator<MillraceBuilder> settings, Queue<Runnable> ready) {
        this.ready = ready;
        millrace = settings.apply(
                        Millrace.builder().withoutDiscovery().modules(modules).clock(clock, clock))
                .build();
    }

    /** An engine that runs on the test's thread. */
    static TestEngine create() {
        return with(builder -> builder);
    }

    static TestEngine with(UnaryOperator<MillraceBuilder> settings) {
        Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
        return new TestEngine(builder -> settings.apply(builder.stepExecutor(ready::add)), ready);
    }

    /** An engine that runs on this many workers of its own. */
    static TestEngine onWorkers(int threads) {
        return new TestEngine(
                builder -> builder.threads(threads).maxSteps(Long.MAX_VALUE), new ConcurrentLinkedQueue<>());
    }

    /** What the notes, failures and blocking calls have left, oldest first. */
    List<String> trace() {
        return modules.trace;
    }

    /** The same engine, with a workflow that others can call. */
    TestEngine knowing(Workflow workflow) {
        millrace.deploy(workflow);
        return this;
    }

    void deploy(String id, String listing) {
        millrace.deploy(Listing.builder(listing).id(id).build());
    }

    ExecutionResult run(String listing) {
        return run(Listing.workflow(listing), Map.of());
    }

    ExecutionResult run(String listing, Map<String, ?> inputs) {
        return run(Listing.workflow(listing), inputs);
    }

    ExecutionResult run(Workflow workflow, Map<String, ?> inputs) {
        return finish(millrace.start(workflow, StartRequest.inputs(inputs)));
    }

    /** The execution behind a handle, for what only the engine asks it. */
    static Execution inside(ExecutionHandle handle) {
        return ((StartedExecution) handle).execution();
    }

    /** Starts a workflow and runs it until it waits or ends. */
    ExecutionHandle start(String listing) {
        return start(Listing.workflow(listing));
    }

    ExecutionHandle start(Workflow workflow) {
        return start(workflow, StartRequest.plain());
    }

    ExecutionHandle start(Workflow workflow, StartRequest request) {
        ExecutionHandle handle = millrace.start(workflow, request);
        settle();
        return handle;
    }

    /** Runs everything that can go on without the clock moving. */
    void settle() {
        settle(Integer.MAX_VALUE);
    }

    /** As {@link #settle()}, but this many slices at most. */
    void settle(int slices) {
        Runnable next;
        for (int left = slices; left > 0 && (next = ready.poll()) != null; left--) {
            next.run();
        }
    }

    /** Runs the first task that waits for a worker; false if none does. */
    boolean runOne() {
        Runnable next = ready.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    /** Drops what waits for a worker, as the end of the process would. */
    void forgetTasks() {
        ready.clear();
    }

    /** Stops as a killed process does: nothing is told, nothing is tidied up. */
    void crash() {
        forgetTasks();
        clock.close();
    }

    /** Moves the clock, timer by timer, and runs what that wakes. */
    void advance(Duration time) {
        long end = clock.epochMillis() + time.toMillis();
        settle();
        while (clock.epochMillis() < end && clock.pendingTimers() > 0) {
            clock.advance(Duration.ofMillis(1));
            settle();
        }
        clock.advance(Duration.ofMillis(end - clock.epochMillis()));
        settle();
    }

    /** Runs an execution to its end, moving the clock from timer to timer. */
    ExecutionResult finish(ExecutionHandle handle) {
        settle();
        while (!handle.isOver()) {
            assertThat(clock.advanceToNextTimer())
                    .as("the execution waits, but not for the clock")
                    .isTrue();
            settle();
        }
        return await(handle.completion());
    }

    /** The execution as it stands. */
    ExecutionView view(ExecutionHandle handle) {
        return answer(handle::view);
    }

    /** The answer of something that asks an execution and waits for it. */
    <T> T answer(Supplier<T> question) {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(question);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!answer.isDone() && System.nanoTime() < end) {
            settle();
            Thread.onSpinWait();
        }
        return await(answer);
    }

    /** Runs what becomes ready until {@code condition} holds; for things that other threads do. */
    void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            settle();
            Thread.onSpinWait();
        }
    }

    /** A snapshot as it comes back from a store. */
    static ExecutionSnapshot throughText(ExecutionSnapshot snapshot) {
        return new ExecutionSnapshot(
                snapshot.executionId(),
                snapshot.workflowId(),
                snapshot.planHash(),
                StateJson.read(StateJson.write(snapshot.state())));
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("nothing came", e);
        }
    }

    @Override
    public void close() {
        millrace.close();
    }
}
