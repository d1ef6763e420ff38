package dev.millrace.test;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.StartRequest;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.ManualClock;
import dev.millrace.store.Timers;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs whole workflows on the test's own thread, under a clock that stands still until the test moves it: the order of
 * events is the same each time, and a wait of an hour takes no time.
 *
 * <pre>{@code
 * StubModule http = StubModule.named("http_request").answers(Map.of("statusCode", 200));
 * try (WorkflowTester tester = WorkflowTester.create().stub(http)) {
 *     tester.run(Workflow.read(file), Map.of("city", "Oslo")).isCompleted().hasOutput("sunny");
 * }
 * }</pre>
 *
 * <p>The engine has the modules on the class path; stubs win over them. It is built by the first start, and stubs come
 * before it. The clock begins at 2026-01-01T00:00:00Z, randomness has the seed 0, ids count from {@code execution-1}, and
 * an execution runs a million steps at most. A module that blocks runs on a thread of its own; the test waits for it, 30
 * seconds at most. For one thread.
 */
public final class WorkflowTester implements AutoCloseable {
    private static final long BLOCKING_LIMIT_SECONDS = 30;
    private static final long BLOCKING_LOOK_MILLIS = 5;
    private static final long MAX_STEPS = 1_000_000;
    private static final int MAX_TIMERS = 100_000;

    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    private final BlockingQueue<Runnable> ready = new LinkedBlockingQueue<>();
    private final RecordedTrace trace = new RecordedTrace();
    private final BlockingCalls calls = new BlockingCalls(this::blocks);
    private final List<StubModule> stubs = new ArrayList<>();
    private final UnaryOperator<MillraceBuilder> settings;
    private @Nullable Millrace engine;

    private WorkflowTester(UnaryOperator<MillraceBuilder> settings) {
        this.settings = settings;
    }

    public static WorkflowTester create() {
        return with(builder -> builder);
    }

    /**
     * With an engine of other settings: services, observers, modules, limits.
     *
     * @param settings applied after the tester's own; must leave clock and step executor alone
     */
    public static WorkflowTester with(UnaryOperator<MillraceBuilder> settings) {
        return new WorkflowTester(settings);
    }

    /**
     * Puts stubs in the place of modules.
     *
     * @throws IllegalStateException after the first start
     */
    public WorkflowTester stub(StubModule... modules) {
        if (engine != null) {
            throw new IllegalStateException("the engine is built already; give stubs before the first start");
        }
        stubs.addAll(List.of(modules));
        return this;
    }

    /** Makes a workflow known to the engine, for others to call and for its scheduled triggers to start. */
    public WorkflowTester deploy(Workflow workflow) {
        engineFor(workflow).deploy(workflow);
        return this;
    }

    /** As {@link #run(Workflow, Map)}, without inputs. */
    public ExecutionAssert run(Workflow workflow) {
        return run(workflow, Map.of());
    }

    /** Runs a workflow with these named variables to its end, moving the clock from timer to timer. */
    public ExecutionAssert run(Workflow workflow, Map<String, ?> inputs) {
        return finish(start(workflow, inputs));
    }

    /** As {@link #run(Workflow, Map)}, with everything a start can say. */
    public ExecutionAssert run(Workflow workflow, StartRequest request) {
        return finish(start(workflow, request));
    }

    /** As {@link #start(Workflow, Map)}, without inputs. */
    public ExecutionHandle start(Workflow workflow) {
        return start(workflow, StartRequest.plain());
    }

    /** Starts a workflow and runs it until it waits or ends; the clock does not move. */
    public ExecutionHandle start(Workflow workflow, Map<String, ?> inputs) {
        return start(workflow, StartRequest.inputs(inputs));
    }

    /** As {@link #start(Workflow, Map)}, with everything a start can say. */
    public ExecutionHandle start(Workflow workflow, StartRequest request) {
        ExecutionHandle handle = engineFor(workflow).start(workflow, request);
        settle();
        return handle;
    }

    /**
     * Runs an execution to its end, moving the clock from timer to timer.
     *
     * @throws AssertionError if it waits for something else, such as a signal
     */
    public ExecutionAssert finish(ExecutionHandle handle) {
        settle();
        for (int timers = 0; !handle.isOver(); timers++) {
            if (timers == MAX_TIMERS || !clock.advanceToNextTimer()) {
                throw new AssertionError("the execution has not ended and waits, but not for the clock (" + timers
                        + " timers fired); send what it waits for, then finish it. It stands at the steps "
                        + view(handle).currentSteps() + " after these:\n" + trace.of(handle.id()));
            }
            settle();
        }
        return assertThat(handle);
    }

    /** Moves the clock on and runs what that wakes, each at its time. */
    public WorkflowTester advance(Duration time) {
        settle();
        clock.advance(time);
        settle();
        return this;
    }

    /** Sends a signal and runs what it wakes; the payload may be null. */
    public WorkflowTester signal(ExecutionHandle handle, String name, @Nullable Object payload) {
        if (!handle.signal(name, payload)) {
            throw new AssertionError("the signal \"" + name + "\" was not taken: too many wait already");
        }
        settle();
        return this;
    }

    /** Assertions on an execution as it stands. */
    public ExecutionAssert assertThat(ExecutionHandle handle) {
        return new ExecutionAssert(view(handle), trace.of(handle.id()));
    }

    /** The clock. Moving it runs what that wakes, as {@link #advance} does. */
    public ManualClock clock() {
        return clock;
    }

    /** What the steps of all executions did. */
    public RecordedTrace trace() {
        return trace;
    }

    /** Runs everything that can go on without the clock moving; for what a test does to a handle, such as cancelling. */
    public void settle() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BLOCKING_LIMIT_SECONDS);
        for (Runnable next = next(); next != null || calls.anyUnderWay(); next = next()) {
            if (next != null) {
                next.run();
            } else if (System.nanoTime() > end) {
                throw new AssertionError("a blocking module has not answered within " + BLOCKING_LIMIT_SECONDS
                        + " seconds; put a stub in its place");
            }
        }
    }

    /** What is to be run next; waits a moment for the answer of a blocking call. */
    private @Nullable Runnable next() {
        if (!calls.anyUnderWay()) {
            return ready.poll();
        }
        try {
            return ready.poll(BLOCKING_LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted", e);
        }
    }

    /** A running execution is looked at on the test's thread, which therefore cannot wait for it. */
    private ExecutionView view(ExecutionHandle handle) {
        CompletableFuture<ExecutionView> view = CompletableFuture.supplyAsync(handle::view);
        while (!view.isDone()) {
            settle();
            Thread.onSpinWait();
        }
        return view.join();
    }

    private Millrace engineFor(Workflow workflow) {
        ModuleCatalogue known = engine == null ? classPath() : engine.modules();
        for (StubModule stub : stubs) {
            known.find(stub.id()).ifPresent(entry -> stub.standFor(entry.descriptor()));
            workflow.triggers().forEach(stub::accept);
            workflow.steps().forEach(stub::accept);
        }
        if (engine == null) {
            engine = build();
        }
        return engine;
    }

    private static ModuleCatalogue classPath() {
        try (Millrace all = Millrace.create()) {
            return all.modules();
        }
    }

    private Millrace build() {
        AtomicLong started = new AtomicLong();
        MillraceBuilder builder = Millrace.builder()
                .clock(clock, settlingTimers())
                .stepExecutor(ready::add)
                .random(new Random(0))
                .ids(() -> "execution-" + started.incrementAndGet())
                .maxSteps(MAX_STEPS)
                .history()
                .observer(trace)
                .observer(calls);
        stubs.forEach(builder::module);
        return settings.apply(builder).build();
    }

    /** The clock stops at each timer until everything it woke has run. */
    private Timers settlingTimers() {
        return new Timers() {
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
        };
    }

    private boolean blocks(String moduleId) {
        return engine != null
                && engine.modules()
                        .find(moduleId)
                        .filter(entry -> entry.descriptor().blocks())
                        .isPresent();
    }

    /** Cancels what runs and ends the engine. */
    @Override
    public void close() {
        if (engine != null) {
            engine.close();
            settle();
        }
    }
}
