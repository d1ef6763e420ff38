package dev.millrace.benchmarks;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.PreparedWorkflow;
import dev.millrace.StartRequest;
import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.management.JMException;

/**
 * How much memory an execution takes while it waits: many executions of {@code compute; wait; compute; output} are started,
 * and when all wait, what is live on the heap is compared with what was live before. Then all are woken and must complete.
 *
 * <p>Both computing steps give an output that is referred to, so an execution has two slots, one of them filled while it
 * waits; there is no history. The handle of each execution is counted too, but not the array the handles are kept in.
 *
 * @param count executions that wait at once
 */
record Parked(int count) {
    private static final int SHOWN_CLASSES = 12;
    private static final int SAME_TIMES = 3;
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    static final List<String> HEADS =
            List.of("parked", "executions", "bytes", "completed", "µs CPU start", "µs CPU wake");

    /** What the executions wait for. */
    enum Until {
        SIGNAL("a signal", WakeCondition.signal("go")),
        /** Longer than the measuring takes; woken by a signal all the same. */
        TIME("a signal or a time", WakeCondition.signal("go", Duration.ofHours(10)));

        private final String title;
        private final WakeCondition condition;

        Until(String title, WakeCondition condition) {
            this.title = title;
            this.condition = condition;
        }
    }

    /**
     * One measurement.
     *
     * @param bytes per waiting execution
     * @param completed of those woken
     * @param startMicros CPU time of the process per execution, from start to wait
     * @param wakeMicros CPU time of the process per execution, from signal to end
     * @param classes what the bytes are, the largest share first
     */
    record Outcome(
            Until until,
            int count,
            double bytes,
            int completed,
            double startMicros,
            double wakeMicros,
            List<ClassBytes.Share> classes) {
        List<String> cells() {
            return List.of(
                    until.title,
                    String.format(Locale.ROOT, "%,d", count),
                    String.format(Locale.ROOT, "%,.1f", bytes),
                    String.format(Locale.ROOT, "%,d", completed),
                    Table.figure(startMicros),
                    Table.figure(wakeMicros));
        }

        /** The classes that take the most. */
        String classTable() {
            Table table = new Table(List.of(until.title + ": class", "bytes", "instances"));
            classes.stream()
                    .limit(SHOWN_CLASSES)
                    .forEach(share -> table.row(List.of(
                            "`" + share.name() + "`",
                            String.format(Locale.ROOT, "%,.1f", share.bytes()),
                            String.format(Locale.ROOT, "%,.2f", share.instances()))));
            return table.text();
        }
    }

    Outcome measure(Until until) throws JMException {
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        try (Millrace millrace = Millrace.builder()
                .withoutDiscovery()
                .module(give(ended))
                .module(new Waits(until.condition, waiting))
                .build()) {
            PreparedWorkflow workflow = millrace.prepare(workflow());
            run(workflow, 1_000, waiting);
            waiting.set(0);
            ended.set(0);
            ExecutionHandle[] handles = new ExecutionHandle[count];
            ClassBytes classesBefore = ClassBytes.now();
            long before = live();

            long cpuStart = Slice.processCpuNanos();
            start(workflow, handles);
            await(() -> waiting.get() == count);
            long cpuParked = Slice.processCpuNanos();
            double bytes = (double) (live() - before) / count;
            List<ClassBytes.Share> classes = ClassBytes.now().since(classesBefore, count);

            long cpuWake = Slice.processCpuNanos();
            signal(handles);
            await(() -> ended.get() == 2 * count);
            long cpuEnd = Slice.processCpuNanos();
            return new Outcome(
                    until,
                    count,
                    bytes,
                    completed(handles),
                    (cpuParked - cpuStart) / 1e3 / count,
                    (cpuEnd - cpuWake) / 1e3 / count,
                    classes);
        }
    }

    /** Loads the classes and fills the caches that all executions share. */
    private static void run(PreparedWorkflow workflow, int times, AtomicInteger waiting) {
        ExecutionHandle[] handles = new ExecutionHandle[times];
        start(workflow, handles);
        await(() -> waiting.get() == times);
        signal(handles);
        completed(handles);
    }

    private static void start(PreparedWorkflow workflow, ExecutionHandle[] handles) {
        for (int i = 0; i < handles.length; i++) {
            handles[i] = workflow.start(StartRequest.plain());
        }
    }

    private static void signal(ExecutionHandle[] handles) {
        for (ExecutionHandle handle : handles) {
            handle.signal("go", null);
        }
    }

    private static int completed(ExecutionHandle[] handles) {
        int completed = 0;
        for (ExecutionHandle handle : handles) {
            ExecutionResult result = handle.completion()
                    .orTimeout(LIMIT_NANOS, TimeUnit.NANOSECONDS)
                    .join();
            completed += result.isCompleted() && "11".equals(result.output()) ? 1 : 0;
        }
        return completed;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("some executions have neither come to their wait nor to their end");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Bytes in use after collections that found nothing more to collect. */
    private static long live() {
        long least = Long.MAX_VALUE;
        for (int same = 0; same < SAME_TIMES; ) {
            System.gc();
            long used = MEMORY.getHeapMemoryUsage().getUsed();
            same = used < least - 10_000 ? 0 : same + 1;
            least = Math.min(least, used);
        }
        return least;
    }

    private static Workflow workflow() {
        return Workflow.builder("parked")
                .reentry(ReentryBehavior.ALLOW_PARALLEL)
                .step("a", "give")
                .step("wait", "wait")
                .step("b", "give")
                .step("out", "output", Map.of("value", "{{a.n}}{{b.n}}"))
                .build();
    }

    private static Module give(AtomicInteger count) {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("give")
                .output(Output.number("n"))
                .effect(Effect.PURE)
                .build();
        return Module.of(descriptor, step -> {
            count.incrementAndGet();
            return StepResult.done("n", 1L);
        });
    }

    private record Waits(WakeCondition until, AtomicInteger count) implements Module {
        private static final ModuleDescriptor DESCRIPTOR =
                ModuleDescriptor.builder("wait").effect(Effect.PURE).build();

        @Override
        public ModuleDescriptor descriptor() {
            return DESCRIPTOR;
        }

        @Override
        public StepResult run(StepContext step) {
            count.incrementAndGet();
            return StepResult.waiting(until);
        }

        @Override
        public StepResult resume(StepContext step, WakeUp wakeUp) {
            return StepResult.done();
        }
    }
}
