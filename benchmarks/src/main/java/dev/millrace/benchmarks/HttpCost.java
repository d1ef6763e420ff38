package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What executing a workflow over HTTP costs beside the HTTP library by itself, which answers with the same bytes. Both are
 * asked in turns. Figures are medians; the last one is the least CPU time.
 *
 * @param warmMillis of asking each before the first slice
 * @param rounds slices of each
 * @param sliceMillis of a slice
 */
record HttpCost(int warmMillis, int rounds, int sliceMillis) {
    static final List<String> HEADS = List.of(
            "connections", "server", "requests/s", "x bare", "ms p99", "x bare", "CPU µs", "x bare", "min", "x bare");

    private record Slice(HttpLoad.Outcome outcome, double cpuMicros) {
        static double median(List<Slice> slices, ToDoubleFunction<Slice> of) {
            double[] sorted = slices.stream().mapToDouble(of).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        static double leastCpu(List<Slice> slices) {
            return slices.stream().mapToDouble(Slice::cpuMicros).min().orElseThrow();
        }
    }

    /** The rows of a table with {@link #HEADS}. */
    List<List<String>> measure(List<Integer> connections) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        try (HttpServers servers = HttpServers.start()) {
            for (int count : connections) {
                rows.addAll(measure(servers, count));
            }
        }
        return rows;
    }

    private List<List<String>> measure(HttpServers servers, int connections) throws Exception {
        byte[] request = HttpLoad.request(servers.token());
        HttpLoad bare = new HttpLoad(servers.barePort(), request, connections);
        HttpLoad ours = new HttpLoad(servers.ourPort(), request, connections);
        bare.run(warmMillis);
        ours.run(warmMillis);
        List<Slice> ofBare = new ArrayList<>();
        List<Slice> ofOurs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ofBare.add(slice(bare, servers));
            ofOurs.add(slice(ours, servers));
        }
        return List.of(cells(connections, "bare", ofBare, ofBare), cells(connections, "millrace", ofOurs, ofBare));
    }

    private Slice slice(HttpLoad load, HttpServers servers) throws Exception {
        long before = servers.cpu().toNanos();
        HttpLoad.Outcome outcome = load.run(sliceMillis);
        return new Slice(outcome, (servers.cpu().toNanos() - before) / 1e3 / outcome.requests());
    }

    private static List<String> cells(int connections, String server, List<Slice> slices, List<Slice> bare) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(connections), server));
        List<ToDoubleFunction<Slice>> figures = List.of(
                slice -> slice.outcome().perSecond(), slice -> slice.outcome().p99Millis(), Slice::cpuMicros);
        for (ToDoubleFunction<Slice> figure : figures) {
            double median = Slice.median(slices, figure);
            cells.add(Table.figure(median));
            cells.add(Table.figure(median / Slice.median(bare, figure)));
        }
        cells.add(Table.figure(Slice.leastCpu(slices)));
        cells.add(Table.figure(Slice.leastCpu(slices) / Slice.leastCpu(bare)));
        return cells;
    }
}
