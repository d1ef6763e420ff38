package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures all contenders of a shape in one JVM, slice by slice in turns.
 *
 * <p>What disturbs one slice (other programs, a hot core) disturbs its neighbours too, and the median drops what is left;
 * so the ratios hold on a machine that is not quiet.
 *
 * @param warmMillis CPU time each contender runs before the first slice
 * @param rounds slices per contender
 * @param sliceMillis CPU time of a slice
 */
record Pair(int warmMillis, int rounds, int sliceMillis) {
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MAX_BATCH = 1 << 20;

    /** A warmed contender, how many of its runs fill a millisecond, and what has been measured so far. */
    private record Lane(Contender contender, int batch, List<Slice> slices) {
        void addSlice(long nanos) throws Exception {
            slices.add(Slice.measure(contender.run(), batch, nanos));
        }
    }

    /**
     * Measures one shape.
     *
     * @param engines already started, in the order of the table
     * @param progress told of each warmed contender
     * @return the slices of each contender by name, in the order of the engines
     */
    Map<String, List<Slice>> measure(Shape shape, List<Engine> engines, Consumer<String> progress) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        for (Engine engine : engines) {
            contenders.addAll(engine.contenders(shape));
        }
        return measure(shape.id(), contenders, progress);
    }

    /** As above, for contenders that run no shape. */
    Map<String, List<Slice>> measure(String title, List<Contender> contenders, Consumer<String> progress)
            throws Exception {
        List<Lane> lanes = new ArrayList<>();
        for (Contender contender : contenders) {
            lanes.add(new Lane(contender, warm(contender), new ArrayList<>()));
            progress.accept(title + ": " + contender.name() + " is warm");
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < lanes.size(); i++) {
                // Each round begins with another one, so that nobody always follows the same neighbour.
                lanes.get((i + round) % lanes.size()).addSlice(TimeUnit.MILLISECONDS.toNanos(sliceMillis));
            }
        }
        Map<String, List<Slice>> slices = new LinkedHashMap<>();
        lanes.forEach(lane -> slices.put(lane.contender.name(), lane.slices));
        return slices;
    }

    private int warm(Contender contender) throws Exception {
        long nanos = TimeUnit.MILLISECONDS.toNanos(warmMillis);
        Slice.measure(contender.run(), 1, nanos * 2 / 5);
        Slice warm = Slice.measure(contender.run(), 4, nanos * 3 / 5);
        return (int) Math.max(1, Math.min(MAX_BATCH, BATCH_NANOS / Math.max(1, warm.wallNanos())));
    }
}
