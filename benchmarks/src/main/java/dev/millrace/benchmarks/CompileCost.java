package dev.millrace.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.millrace.Millrace;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepResult;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowLimits;
import dev.millrace.workflow.WorkflowReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * What it costs to read a {@link LongWorkflow} and to compile it, by number of steps.
 *
 * <p>Each time the text is read anew and a new engine compiles it, so no plan comes from the engine's cache. The two
 * parts are told apart by the CPU time of the calling thread, which moves in nanoseconds; the collector's and the
 * compilers' share is in the CPU time of the process, which is taken over all repetitions together.
 *
 * @param warmMillis CPU time of the thread spent on each size before it is measured
 * @param millis CPU time of the thread spent on each size; at least five repetitions
 */
record CompileCost(int warmMillis, int millis) {
    static final List<Integer> SIZES = List.of(100, 1_000, 10_000, 100_000);
    static final List<String> HEADS = List.of(
            "steps",
            "KB",
            "times",
            "µs/step read",
            "µs/step compile",
            "µs/step both, process",
            "ms compile",
            "MB both");

    private static final int MIN_TIMES = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final WorkflowReader READER = WorkflowReader.create().withLimits(limits());

    /** One reading and compiling. */
    private record Cost(long readNanos, long compileNanos, long bytes) {}

    /** The cells of a table with {@link #HEADS}. */
    List<String> measure(int steps) {
        String text = LongWorkflow.ofSteps(steps);
        repeat(text, warmMillis, 1);
        System.gc();
        long processStart = Slice.processCpuNanos();
        List<Cost> costs = repeat(text, millis, MIN_TIMES);
        double process = (double) (Slice.processCpuNanos() - processStart) / costs.size();
        double compile = median(costs, Cost::compileNanos);
        return List.of(
                String.format(Locale.ROOT, "%,d", steps),
                String.format(Locale.ROOT, "%,d", text.length() >> 10),
                String.valueOf(costs.size()),
                Table.figure(median(costs, Cost::readNanos) / steps / 1e3),
                Table.figure(compile / steps / 1e3),
                Table.figure(process / steps / 1e3),
                Table.figure(compile / 1e6),
                Table.figure(median(costs, Cost::bytes) / 1e6));
    }

    private static List<Cost> repeat(String text, int cpuMillis, int atLeast) {
        long end = THREADS.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(cpuMillis);
        List<Cost> costs = new ArrayList<>();
        while (costs.size() < atLeast || THREADS.getCurrentThreadCpuTime() < end) {
            costs.add(once(text));
        }
        return costs;
    }

    private static Cost once(String text) {
        try (Millrace millrace = engine()) {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long start = THREADS.getCurrentThreadCpuTime();
            Workflow workflow = READER.read(text).single();
            long read = THREADS.getCurrentThreadCpuTime();
            List<Problem> problems = millrace.check(workflow);
            long end = THREADS.getCurrentThreadCpuTime();
            if (!problems.isEmpty()) {
                throw new IllegalStateException("the long workflow must have no problem, but has " + problems.get(0));
            }
            return new Cost(read - start, end - read, THREADS.getCurrentThreadAllocatedBytes() - bytes);
        }
    }

    private static Millrace engine() {
        return Millrace.builder().withoutDiscovery().module(give()).build();
    }

    private static Module give() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("give")
                .input(Input.number("n"), Input.text("text"))
                .output(Output.number("n"))
                .effect(Effect.PURE)
                .build();
        return Module.of(descriptor, step -> StepResult.done("n", step.wholeNumber("n")));
    }

    /** The engine's own limits, but for the size of the file. */
    private static WorkflowLimits limits() {
        WorkflowLimits own = WorkflowLimits.DEFAULT;
        return new WorkflowLimits(
                64 << 20,
                own.maxDepth(),
                own.maxValues(),
                own.maxKeys(),
                own.maxKeyLength(),
                own.maxTextLength(),
                own.maxDigits(),
                own.maxWorkflows(),
                own.maxFolders(),
                own.maxSteps() + 1); // a trigger is added to workflows without one
    }

    private static double median(List<Cost> costs, ToLongFunction<Cost> part) {
        return costs.stream()
                .mapToLong(part)
                .sorted()
                .skip(costs.size() / 2)
                .findFirst()
                .orElse(0);
    }
}
