package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a call of an API trigger costs beside the HTTP library by itself, which answers with the same bytes; and what a
 * signature costs beside a token. All are asked in turns.
 *
 * @param warmMillis of asking each before the first slice
 * @param rounds slices of each
 * @param sliceMillis of a slice
 */
record ApiCost(int warmMillis, int rounds, int sliceMillis) {
    static final List<String> HEADS =
            List.of("connections", "calls", "requests/s", "x bare", "CPU µs", "x bare", "x token");

    private static final String BARE = "bare";
    private static final String TOKEN = "execute, token";

    private record Slice(double perSecond, double cpuMicros) {
        static double median(List<Slice> slices, ToDoubleFunction<Slice> of) {
            double[] sorted = slices.stream().mapToDouble(of).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    /** The rows of a table with {@link #HEADS}. */
    List<List<String>> measure(List<Integer> connections) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        try (ApiServers servers = ApiServers.start()) {
            for (int count : connections) {
                rows.addAll(measure(servers, count));
            }
        }
        return rows;
    }

    private List<List<String>> measure(ApiServers servers, int connections) throws Exception {
        Map<String, HttpLoad> loads = new LinkedHashMap<>();
        loads.put(BARE, new HttpLoad(servers.barePort(), ApiServers.call(), connections));
        loads.put("trigger", new HttpLoad(servers.ourPort(), ApiServers.call(), connections));
        loads.put(TOKEN, new HttpLoad(servers.ourPort(), servers.executionWithToken(), connections));
        loads.put("execute, signed", new HttpLoad(servers.ourPort(), ApiServers.signedExecution(), connections));
        Map<String, List<Slice>> slices = new LinkedHashMap<>();
        for (Map.Entry<String, HttpLoad> load : loads.entrySet()) {
            load.getValue().run(warmMillis);
        }
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, HttpLoad> load : loads.entrySet()) {
                slices.computeIfAbsent(load.getKey(), unused -> new ArrayList<>())
                        .add(slice(load.getValue(), servers));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        slices.forEach((name, own) -> rows.add(cells(connections, name, own, slices)));
        return rows;
    }

    private Slice slice(HttpLoad load, ApiServers servers) throws Exception {
        long before = servers.cpu().toNanos();
        HttpLoad.Outcome outcome = load.run(sliceMillis);
        return new Slice(outcome.perSecond(), (servers.cpu().toNanos() - before) / 1e3 / outcome.requests());
    }

    private static List<String> cells(int connections, String name, List<Slice> own, Map<String, List<Slice>> all) {
        double rate = Slice.median(own, Slice::perSecond);
        double cpu = Slice.median(own, Slice::cpuMicros);
        List<Slice> bare = all.getOrDefault(BARE, own);
        List<Slice> token = all.getOrDefault(TOKEN, own);
        return List.of(
                Integer.toString(connections),
                name,
                Table.figure(rate),
                Table.figure(rate / Slice.median(bare, Slice::perSecond)),
                Table.figure(cpu),
                Table.figure(cpu / Slice.median(bare, Slice::cpuMicros)),
                Table.figure(cpu / Slice.median(token, Slice::cpuMicros)));
    }
}
