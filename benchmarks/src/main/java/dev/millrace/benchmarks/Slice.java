package dev.millrace.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one run cost on average over a stretch of runs.
 *
 * <p>The clock is the CPU time of the whole process (all threads, the compilers and the collector included), because
 * waiting for a core on a busy machine does not lengthen it. On Linux that clock ticks every 10 ms only; so a slice begins
 * at a tick, after runs that are not counted, and ends at one. What is left of the error is one batch of runs. Before that
 * the process must come to rest: what the compilers still do for the last contender would be counted against the next.
 *
 * @param cpuNanos CPU time of the process per run
 * @param threadNanos the same of the Java threads alone that were there before and after: no compilers and no collector, and
 *     no ticks
 * @param wallNanos elapsed time per run; means little on a machine that does other work
 * @param bytes allocated by the calling thread per run; what pool threads allocate is not counted
 */
record Slice(double cpuNanos, double threadNanos, double wallNanos, double bytes) {
    /** A shape that mostly waits would never use up its CPU time, so elapsed time ends a slice too. */
    private static final int WALL_PER_CPU = 5;

    /** Long enough for a busy thread to move the clock. */
    private static final int REST_MILLIS = 25;

    /** An engine with a thread that never rests is measured all the same, after two and a half seconds. */
    private static final int MAX_RESTS = 100;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @SuppressWarnings("unused") // written so that no compiler drops the work
    private static volatile @Nullable Object sink;

    /**
     * Runs for some time.
     *
     * @param batch runs between two looks at the clock, at least 1
     * @param nanos CPU time to spend; five times as much elapsed time ends the slice too
     */
    static Slice measure(Callable<?> run, int batch, long nanos) throws Exception {
        awaitRest();
        long cpuStart = nextTick(run, batch, PROCESS.getProcessCpuTime());
        long wallStart = System.nanoTime();
        Map<Long, Long> threadsStart = threadTimes();
        long bytesStart = THREADS.getCurrentThreadAllocatedBytes();
        long runs = 0;
        long last = cpuStart;
        while (true) {
            runMany(run, batch);
            runs += batch;
            long cpu = PROCESS.getProcessCpuTime();
            if (cpu == last) {
                continue;
            }
            last = cpu;
            long wall = System.nanoTime() - wallStart;
            if (cpu - cpuStart >= nanos || wall >= WALL_PER_CPU * nanos) {
                double bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesStart;
                double threads = difference(threadsStart, threadTimes());
                return new Slice((double) (cpu - cpuStart) / runs, threads / runs, (double) wall / runs, bytes / runs);
            }
        }
    }

    /** CPU time of the process so far; on Linux it moves every 10 ms. */
    static long processCpuNanos() {
        return PROCESS.getProcessCpuTime();
    }

    private static Map<Long, Long> threadTimes() {
        Map<Long, Long> nanos = new HashMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            nanos.put(id, THREADS.getThreadCpuTime(id));
        }
        return nanos;
    }

    private static double difference(Map<Long, Long> before, Map<Long, Long> after) {
        return after.entrySet().stream()
                .mapToDouble(thread ->
                        Math.max(0, thread.getValue() - before.getOrDefault(thread.getKey(), thread.getValue())))
                .sum();
    }

    private static void awaitRest() throws InterruptedException {
        long last = -1;
        for (int i = 0; i < MAX_RESTS && PROCESS.getProcessCpuTime() != last; i++) {
            last = PROCESS.getProcessCpuTime();
            Thread.sleep(REST_MILLIS);
        }
    }

    private static long nextTick(Callable<?> run, int batch, long now) throws Exception {
        while (true) {
            runMany(run, batch);
            long cpu = PROCESS.getProcessCpuTime();
            if (cpu != now) {
                return cpu;
            }
        }
    }

    private static void runMany(Callable<?> run, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            sink = run.call();
        }
    }

    /** @param slices at least one */
    static double median(List<Slice> slices, ToDoubleFunction<Slice> part) {
        double[] sorted = slices.stream().mapToDouble(part).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
