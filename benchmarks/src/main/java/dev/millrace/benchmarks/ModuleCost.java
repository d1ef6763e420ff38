package dev.millrace.benchmarks;

import dev.millrace.Millrace;
import dev.millrace.PreparedWorkflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * What a step adds to the library call that its module makes: resolving its parameters, calling the module, keeping its
 * outputs. One run is an execution of many such steps, or as many calls of the library; both are measured in turns.
 *
 * @param warmMillis CPU time of each before the first slice
 * @param rounds slices of each
 * @param sliceMillis CPU time of a slice
 */
record ModuleCost(int warmMillis, int rounds, int sliceMillis) {
    static final List<String> HEADS = List.of("module", "µs library", "µs step", "µs added");

    private static final int BATCH = 20;

    /** The cells of a table with {@link #HEADS}. */
    List<String> measure(DataModule module) throws Exception {
        String text = DataModule.INPUT;
        try (Millrace millrace = Millrace.create()) {
            PreparedWorkflow prepared = millrace.prepare(module.workflow());
            Map<String, String> inputs = Map.of("x", text);
            Object expected = module.callLibrary(text);
            Object given = prepared.run(inputs).output();
            if (!expected.equals(given)) {
                throw new IllegalStateException(module + " gives " + given + " instead of " + expected);
            }
            return cells(module, () -> module.callLibrary(text), () -> prepared.run(inputs));
        }
    }

    private List<String> cells(DataModule module, Callable<?> library, Callable<?> steps) throws Exception {
        long slice = TimeUnit.MILLISECONDS.toNanos(sliceMillis);
        Slice.measure(library, BATCH, TimeUnit.MILLISECONDS.toNanos(warmMillis));
        Slice.measure(steps, BATCH, TimeUnit.MILLISECONDS.toNanos(warmMillis));
        List<Slice> ofLibrary = new ArrayList<>();
        List<Slice> ofSteps = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ofLibrary.add(Slice.measure(library, BATCH, slice));
            ofSteps.add(Slice.measure(steps, BATCH, slice));
        }
        double call = microsPerCall(ofLibrary);
        double step = microsPerCall(ofSteps);
        return List.of(module.id(), Table.figure(call), Table.figure(step), Table.figure(step - call));
    }

    private static double microsPerCall(List<Slice> slices) {
        return Slice.median(slices, Slice::cpuNanos) / DataModule.calls() / 1000;
    }
}
